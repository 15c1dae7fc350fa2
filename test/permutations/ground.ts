import fc from 'fast-check';
import type { Asset } from '../../apps/enrichment/src/domain/asset.js';
import type { Incoming } from './city-in-process.js';

const minuteMs = 60_000;
const midnight = Date.parse('2026-11-22T00:00:00+09:00');
/** A fact is observed within so many minutes. */
const spanMinutes = 600;

const asset = (assetId: string, devices: readonly string[], more: Partial<Asset>): Asset => ({
  assetId,
  kind: 'thing',
  name: '',
  devices,
  point: null,
  zones: { district: 'jongno' },
  building: null,
  storey: null,
  attributes: {},
  validFrom: 0,
  validTo: null,
  recordedAt: 1,
  ...more,
});
/** Half-way through, this moves to another district. */
const moving = (assetId: string, devices: readonly string[]): Asset[] => {
  const moved = midnight + (spanMinutes / 2) * minuteMs;
  return [
    asset(assetId, devices, { validTo: moved }),
    asset(assetId, devices, { validFrom: moved, zones: { district: 'mapo', city: 'seoul' } }),
  ];
};

/** Things of the city; of the devices below 4 nobody has heard. */
export const assets: readonly Asset[] = [1, 2, 3].flatMap((n) => [
  ...moving(`bay-${n}`, [`S-${n}`]),
  // two sensors of one meter, which was exchanged
  ...(n === 2 ? [asset('meter-1', ['M-1', 'M-2'], {})] : n === 3 ? moving('meter-3', ['M-3']) : []),
  asset(`gateway-${n}`, [`G-${n}`], {}),
]);

const domains = {
  parking: { kind: 'parking/observations', device: 'S' },
  energy: { kind: 'energy/readings', device: 'M' },
  security: { kind: 'security/events', device: 'G' },
} as const;

interface Content {
  readonly minute: number;
  readonly value: number;
}

/** A fact as its source tells it: first one thing, then perhaps another; each once or twice. */
interface Fact {
  readonly domain: keyof typeof domains;
  readonly device: number;
  readonly lane: 'live' | 'history';
  readonly contents: readonly Content[];
  readonly isRepeated: boolean;
}

const content: fc.Arbitrary<Content> = fc.record({
  // some crowd together
  minute: fc
    .tuple(fc.integer({ min: 0, max: spanMinutes / 60 - 1 }), fc.integer({ min: 0, max: 11 }))
    .map(([hour, minute]) => hour * 60 + minute),
  value: fc.nat({ max: 20 }),
});
const fact: fc.Arbitrary<Fact> = fc.record({
  domain: fc.constantFrom(...(Object.keys(domains) as Fact['domain'][])),
  device: fc.integer({ min: 1, max: 4 }),
  lane: fc.constantFrom('live', 'live', 'live', 'live', 'live', 'history'),
  contents: fc
    .tuple(content, fc.option(content, { freq: 3 }))
    .map(([first, second]) => (second === null ? [first] : [first, second])),
  isRepeated: fc.integer({ min: 0, max: 5 }).map((n) => n === 5),
});

const states = ['free', 'occupied', 'occupied', 'unknown'] as const;
const activities = ['logon-failed', 'logon-failed', 'logon-failed', 'door-forced', 'motion', 'logon'] as const;

function detailOf(domain: Fact['domain'], value: number) {
  if (domain === 'parking') return { state: states[value % states.length] };
  if (domain === 'energy')
    return value % 4 === 0
      ? { property: 'active-power', value: value / 8, unit: 'kW' }
      : { property: 'active-energy-import', value: value / 8, unit: 'kWh' };
  return {
    classUid: 3_002,
    activity: activities[value % activities.length],
    severity: 'low',
    actor: value % 5 === 0 ? null : `actor-${value % 2}`,
    message: '',
    attributes: {},
  };
}

/** What is sent of a fact, in the order of its contents. */
function sendingsOf({ domain, device, lane, contents, isRepeated }: Fact, id: number): Incoming[] {
  const { kind, device: letter } = domains[domain];
  return contents.flatMap(({ minute, value: said }, revision) => {
    const observedAt = midnight + minute * minuteMs;
    const value = {
      recordId: Buffer.alloc(16, id + 1),
      contentHash: Buffer.alloc(16, 100 + revision),
      source: `${domain}-${device % 2}`,
      receivedAt: observedAt + (1 + 7 * revision) * 1_000,
      observedAt,
      device: `${letter}-${device}`,
      point: null,
      quality: 'good',
      lane,
      ...detailOf(domain, said),
    };
    const one: Incoming = { kind, lane, value };
    return isRepeated ? [one, one] : [one];
  });
}

/** When the last record may be received. */
export const nightfall = midnight + 2 * spanMinutes * minuteMs;

/** The same records in two orders of arrival; a source tells its own corrections after what they correct. */
export const inTwoOrders = fc.array(fact, { minLength: 1, maxLength: 40, size: 'max' }).chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    /** Whose turn it is to be sent, by their places among the facts. */
    order: shuffled(facts.flatMap((each, id) => sendingsOf(each, id).map(() => id))),
  }),
);

const shuffled = (places: readonly number[]) => fc.shuffledSubarray([...places], { minLength: places.length });

/** Everything that is sent, fact by fact, or in an order. */
export function sendings(facts: readonly Fact[], order?: readonly number[]): Incoming[] {
  const waiting = facts.map(sendingsOf);
  return order === undefined ? waiting.flat() : order.flatMap((id) => waiting[id]?.splice(0, 1) ?? []);
}
