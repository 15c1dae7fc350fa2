import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { noFaults, readRates } from './faults/rates.js';
import { buildCity } from './ground/city.js';
import { openJournal } from './journal.js';
import { loadCity, registerSources } from './register.js';
import { runStream } from './run.js';
import { openStream } from './stream.js';

interface Options {
  readonly endpoints: string;
  readonly rate: string;
  readonly seed: string;
  readonly seconds: string;
  readonly rates?: string;
  readonly faults: boolean;
}

interface Endpoints {
  readonly services: { readonly ingest: string; readonly enrichment: string };
  readonly keys: { readonly admin: string };
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function simulate(options: Options): Promise<void> {
  const { services, keys } = JSON.parse(readFileSync(options.endpoints, 'utf8')) as Endpoints;
  const hub = { ingestUrl: services.ingest, enrichmentUrl: services.enrichment, adminKey: keys.admin };
  const city = buildCity(Number(options.seed));
  await loadCity(hub, city);
  const registered = await registerSources(hub, city);
  say(
    `The city is known to the hub: ${city.zones.length} zones, ${city.assets.length} assets. Sending ${options.rate} records/s.`,
  );
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stop.abort();
    });
  // A city that runs for days keeps no book of its own; only the demo holds the hub's books against one.
  const journal = openJournal({ keep: false });
  await runStream({
    ingestUrls: () => [hub.ingestUrl],
    keys: registered.keys,
    stream: openStream(city, Date.now(), options.faults ? readRates(options.rates) : noFaults),
    journal,
    rate: Number(options.rate),
    seconds: Number(options.seconds),
    signal: stop.signal,
    log: say,
  });
  await registered.revoke();
  say(`Sent ${journal.sent} records, ${journal.lost} of them never answered.`);
}

new Command('simulator')
  .description('A city that sends records to a hub until it is told to stop.')
  .requiredOption('--endpoints <file>', 'addresses and keys of the hub, as npm start writes them')
  .option('--rate <n>', 'records a second', '50')
  .option('--seed <n>', 'which city', '1')
  .option('--seconds <s>', 'how long', 'Infinity')
  .option('--rates <file>', 'rates of faults and disturbances')
  .option('--no-faults', 'nothing goes wrong')
  .action(simulate)
  .parseAsync()
  .catch((error: unknown) => {
    say(`simulator: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
