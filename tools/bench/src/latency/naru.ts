import { buildCity, loadCity, registerSources } from '@naru/simulator';
import { freePort, instanceOf, servicePart } from '@naru/stack';
import { type Bench, supervised } from '../bench-stack.js';
import { onAnyCore } from '../processes/cores.js';
import { countTransactions } from '../processes/transactions.js';
import type { Contender } from './contender.js';
import { Sightings } from './open-loop.js';

export interface NaruContender extends Contender {
  /** Where enrichment answers. */
  readonly enrichment: string;
}

/** The services between a sender and parking's changes, and a listener at their end. */
export async function startNaru(bench: Bench, round: number): Promise<NaruContender> {
  const { stack } = bench;
  const instances = {
    ingest: instanceOf('ingest', round, await freePort()),
    enrichment: instanceOf('enrichment', round, await freePort()),
    parking: instanceOf('parking', round, await freePort()),
  };
  const all = Object.values(instances);
  await stack.run(...all.map((instance) => onAnyCore(servicePart(stack, instance))));
  const hub = {
    ingestUrl: instances.ingest.address,
    enrichmentUrl: instances.enrichment.address,
    adminKey: stack.secrets.adminKey,
  };
  const city = buildCity(1);
  await loadCity(hub, city);
  const { keys } = await registerSources(hub, city);
  const listener = await listenTo(`${instances.parking.address}/v1/parking/changes`);
  return {
    enrichment: instances.enrichment.address,
    url: `${instances.ingest.address}/v1/parking/observations`,
    headers: { authorization: `Bearer ${keys.bays}` },
    parts: all.map(({ name }) => name),
    sightings: listener.sightings,
    transactions: async () =>
      (await Promise.all(all.map(({ address }) => countTransactions(address)))).reduce((a, b) => a + b, 0),
    stop: async () => {
      await listener.stop();
      for (const { name } of all) await supervised(stack, name).stop();
    },
  };
}

/** Listens as a browser's EventSource does: where the stream ends, it comes back and goes on behind the last event. */
async function listenTo(url: string): Promise<{ sightings: Sightings; stop: () => Promise<void> }> {
  const sightings = new Sightings();
  const stopping = new AbortController();
  let lastEventId = '';
  const connect = async (): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> => {
    const headers = { accept: 'text/event-stream', ...(lastEventId !== '' && { 'last-event-id': lastEventId }) };
    const response = await fetch(url, { signal: stopping.signal, headers });
    if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
    return response.body;
  };
  const listen = async (body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> => {
    let rest = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        lastEventId = /^id: ?(.*)$/m.exec(event)?.[1] ?? lastEventId;
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (data?.includes('recordId') === true) sightings.note((JSON.parse(data) as { recordId: string }).recordId);
      }
    }
  };
  const first = await connect();
  const listening = (async () => {
    for (let body = first; !stopping.signal.aborted; body = await connect()) await listen(body).catch(() => undefined);
  })().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    sightings,
    stop: async () => {
      stopping.abort();
      await listening;
    },
  };
}
