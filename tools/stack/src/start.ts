import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { simulatorPart, startCity } from './city.js';
import { naruFolder } from './folders.js';

const help = `npm start -- [OPTION]...

Starts the city on this machine: broker, registry, warehouse, every service, and a simulated city that sends.
Prints the address to open. Ctrl-C stops it all; data are kept in .naru and found again at the next start.

  --fresh          forget the data first
  --no-simulator   quiet: nobody sends but you
  --docker         broker, registry and warehouse as containers of compose.yaml instead of processes
  --help           this
`;

const startedAt = performance.now();
const say = (line: string): void => {
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
};

const { values: options } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    simulator: { type: 'boolean', default: true },
    docker: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

async function start(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!stop.signal.aborted) say('stopping');
      stop.abort(new Error('stopped before all was up'));
    });
  const city = await startCity({
    folder: naruFolder,
    by: options.docker ? 'docker' : 'processes',
    fresh: options.fresh,
    say,
    signal: stop.signal,
  });
  try {
    if (options.simulator) await city.stack.run(simulatorPart(naruFolder));
    say('The city runs. Open:');
    process.stdout.write(`${city.endpoints.page}\n`);
    say('Addresses and keys are in .naru/endpoints.json. Ctrl-C stops it all.');
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
  } finally {
    await city.stop();
  }
}

if (options.help) process.stdout.write(help);
else
  await start().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
