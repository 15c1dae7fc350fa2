// Makes the city known to a hub, through the same HTTP calls that any city would make.
import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatedCity } from './ground/city.js';
import { sources, type SourceName } from './life/record.js';

export interface HubAddress {
  readonly ingestUrl: string;
  readonly enrichmentUrl: string;
  readonly adminKey: string;
}

export type SourceKeys = Readonly<Record<SourceName, string>>;

export interface RegisteredSources {
  readonly keys: SourceKeys;
  /** Takes the keys back, so that a city that comes and goes leaves none behind. */
  revoke(): Promise<void>;
}

interface NewKey {
  readonly keyId: string;
  readonly key: string;
}

const sourceNames = Object.keys(sources) as SourceName[];
const patienceMs = 60_000;

async function call(url: string, key: string, method: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Registers the six feeds and makes a key for each; resolves when ingest takes them all. */
export async function registerSources(hub: HubAddress, city: SimulatedCity): Promise<RegisteredSources> {
  const [west, south, east, north] = city.bounds;
  const made: Partial<Record<SourceName, NewKey>> = {};
  for (const source of sourceNames) {
    const { kind, owner } = sources[source];
    await call(`${hub.ingestUrl}/v1/sources`, hub.adminKey, 'POST', {
      source,
      owner,
      description: 'Simulated',
      kinds: [kind],
      clockSkewSeconds: 30,
      freshnessSeconds: 60,
      bounds: { west, south, east, north },
      simulated: true,
    });
    const key = await call(`${hub.ingestUrl}/v1/keys`, hub.adminKey, 'POST', {
      source,
      scopes: ['send'],
      description: 'City simulator',
      recordsPerSecond: 100_000,
    });
    made[source] = key as NewKey;
  }
  const all = made as Readonly<Record<SourceName, NewKey>>;
  const keys = Object.fromEntries(sourceNames.map((source) => [source, all[source].key])) as SourceKeys;
  await Promise.all(sourceNames.map((source) => untilTaken(hub.ingestUrl, source, keys[source])));
  return {
    keys,
    revoke: async () => {
      const headers = { authorization: `Bearer ${hub.adminKey}` };
      for (const { keyId } of Object.values(all))
        await fetch(`${hub.ingestUrl}/v1/keys/${keyId}`, { method: 'DELETE', headers });
    },
  };
}

async function isTaken(ingestUrl: string, source: SourceName, key: string): Promise<boolean> {
  const { status } = await fetch(`${ingestUrl}/v1/${sources[source].kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: '',
  });
  return status !== 401 && status !== 403;
}

async function untilTaken(ingestUrl: string, source: SourceName, key: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isTaken(ingestUrl, source, key))) {
    if (Date.now() > deadline) throw new Error(`Ingest does not take the new key of ${source}.`);
    await delay(100);
  }
}

/** Loads zones and assets as master data; loading them again changes nothing. */
export async function loadCity(hub: HubAddress, city: SimulatedCity): Promise<void> {
  const put = (what: string, items: readonly unknown[]): Promise<unknown> =>
    call(`${hub.enrichmentUrl}/v1/master-data/${what}`, hub.adminKey, 'PUT', items);
  await put(
    'zones',
    city.zones.map(({ kind, zoneId, names, parent, ring }) => ({
      kind,
      zoneId,
      names,
      ...(parent !== null && { parent }),
      geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  );
  await put(
    'assets',
    city.assets.map(({ assetId, kind, name, device, point, building, storey, attributes }) => ({
      assetId,
      kind,
      name,
      devices: [device],
      point: { longitude: point[0], latitude: point[1] },
      ...(building !== null && { building }),
      ...(storey !== null && { storey }),
      attributes,
    })),
  );
}
