import type { Command } from 'commander';
import { call } from '../call.js';
import { type ConnectionOptions, connectionTo } from '../connection.js';

interface SkipOptions extends ConnectionOptions {
  readonly service: string;
  readonly topic: string;
  readonly partition: string;
  readonly from: string;
}

/** `naru positions skip`: what a task was to read is gone, and it goes on by this word only. */
export function addPositionCommands(naru: Command, withConnection: (command: Command) => Command): void {
  const positions = naru.command('positions').description('where the tasks of services read on');
  withConnection(positions.command('skip'))
    .description('let a task go on whose records were gone before it read them; they are booked as lost')
    .requiredOption('--service <name>', 'the service whose task has stopped')
    .requiredOption('--topic <name>', 'the topic, as the catalogue calls it')
    .requiredOption('--partition <number>', 'the partition')
    .requiredOption('--from <offset>', 'where it goes on: where the log begins now, or later')
    .action(async ({ service, topic, partition, from, ...connection }: SkipOptions) => {
      const body = { service, topic, partition: Number(partition), from: Number(from) };
      const command = await call(connectionTo('ingest', connection), 'POST', '/v1/positions/skip', body);
      process.stdout.write(`${JSON.stringify(command, null, 2)}\n`);
    });
}
