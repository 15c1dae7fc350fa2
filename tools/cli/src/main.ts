import { Command } from 'commander';
import { createKey, listAll, revokeKey, type SourceItem } from './access/access.js';
import { call } from './call.js';
import { connectionTo, type ConnectionOptions } from './connection.js';
import { runImport, type ImportCommandOptions } from './import/command.js';
import { addLedgerCommands } from './ledger/command.js';
import { loadMasterData } from './master-data/command.js';
import { addPositionCommands } from './positions/command.js';
import { addRecomputeCommand } from './recompute/command.js';
import { addDeadLetterCommands } from './set-aside/command.js';
import { addWhereCommand } from './where/command.js';

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const naru = new Command('naru')
  .description('The command line of the hub. It calls the hub as any client would, with the rights of its key.')
  .showHelpAfterError();
const withConnection = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the service (default: the hub started here with npm start)')
    .option('--key <key>', 'access key (default: NARU_KEY, else the admin key of the hub started here)');

withConnection(naru.command('import'))
  .description('import files of records; the same file again, renamed or sorted otherwise, adds nothing')
  .requiredOption('--source <file.yaml>', 'how the rows become records')
  .option('--json', 'print the summary as JSON')
  .argument('<files...>', 'the data')
  .action((files: string[], options: ImportCommandOptions) => runImport(files, options));

withConnection(naru.command('master-data').description('the city: assets and zones').command('load'))
  .description('load versions of assets or zones from CSV or GeoJSON')
  .requiredOption('--mapping <file.yaml>', 'how the rows become assets or zones')
  .argument('<files...>', 'the data')
  .action((files: string[], options: ConnectionOptions & { mapping: string }) => loadMasterData(files, options));

addLedgerCommands(naru, withConnection);
addPositionCommands(naru, withConnection);
addWhereCommand(naru, withConnection);
addDeadLetterCommands(naru, withConnection);
addRecomputeCommand(naru, withConnection);

const sources = naru.command('sources').description('the feeds that may send');
withConnection(sources.command('list')).action(async (options: ConnectionOptions) => {
  print(await listAll<SourceItem>(connectionTo('ingest', options), '/v1/sources'));
});
withConnection(sources.command('add'))
  .argument('<name>')
  .requiredOption('--owner <who>', 'who answers for it')
  .requiredOption('--kind <domain/kind>', 'what it may send; repeatable', collect)
  .option('--description <words>', 'what it is')
  .action(
    async (
      source: string,
      {
        owner,
        kind,
        description,
        ...options
      }: ConnectionOptions & { owner: string; kind: string[]; description?: string },
    ) => {
      print(
        await call(connectionTo('ingest', options), 'POST', '/v1/sources', { source, owner, kinds: kind, description }),
      );
    },
  );

const keys = naru.command('keys').description('who may call the hub');
withConnection(keys.command('list')).action(async (options: ConnectionOptions) => {
  print(await listAll(connectionTo('ingest', options), '/v1/keys'));
});
withConnection(keys.command('create'))
  .description('make a key; its text is told once, here')
  .requiredOption('--scope <scope>', 'send, history, read or manage; repeatable', collect)
  .option('--source <name>', 'the source that it sends for')
  .option('--description <words>', 'what it is for', '')
  .action(
    async ({
      scope,
      source,
      description,
      ...options
    }: ConnectionOptions & { scope: string[]; source?: string; description: string }) => {
      print(
        await createKey(connectionTo('ingest', options), {
          scopes: scope,
          description,
          ...(source !== undefined && { source }),
        }),
      );
    },
  );
withConnection(keys.command('revoke'))
  .argument('<key id>')
  .action((keyId: string, options: ConnectionOptions) => revokeKey(connectionTo('ingest', options), keyId));

naru.parseAsync().catch((error: unknown) => {
  process.stderr.write(`naru: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
