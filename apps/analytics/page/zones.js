import { currentLanguage } from './language.js';

const knownKinds = ['district', 'neighbourhood', 'parking-zone', 'postcode', 'municipality', 'grid'];
const againMs = 5_000;
const laterMs = 60_000;

/** Zones of the city as GeoJSON features, of every kind. Kinds that people know best come first. */
export class Zones {
  #byName = new Map();
  #listeners = new Set();
  features = [];
  kinds = [];

  /** Asks now and again: master data comes after the page in a city that has just begun, and changes later. */
  async follow(address) {
    const features = await loadZones(address).catch(() => undefined);
    if (features !== undefined && !isSame(features, this.features)) this.#take(features);
    setTimeout(() => void this.follow(address), this.features.length === 0 ? againMs : laterMs);
  }

  onChange(listener) {
    this.#listeners.add(listener);
  }

  ofKind(kind) {
    return this.features.filter(({ properties }) => properties.kind === kind);
  }

  nameOf(kind, zoneId) {
    return nameOf(this.#byName.get(`${kind}/${zoneId}`)?.properties.names) ?? zoneId;
  }

  #take(features) {
    this.features = features;
    this.#byName = new Map(features.map((feature) => [feature.id, feature]));
    const kinds = [...new Set(features.map(({ properties }) => properties.kind))];
    this.kinds = kinds.sort((a, b) => rankOf(a) - rankOf(b));
    for (const listener of this.#listeners) listener();
  }
}

async function loadZones(address) {
  const features = [];
  for (let cursor = ''; cursor !== null;) {
    const query = new URLSearchParams({ limit: '1000', ...(cursor === '' ? {} : { cursor }) });
    const response = await fetch(`${address}/v1/places/zones?${query}`);
    if (!response.ok) throw new Error(`Zones: ${response.status}`);
    const page = await response.json();
    features.push(...page.features);
    cursor = page.next;
  }
  return features.filter(({ geometry }) => geometry !== null);
}

const versionsOf = (features) => features.map(({ id, properties }) => `${id} ${properties.recordedAt}`).join('\n');
const isSame = (some, others) => versionsOf(some) === versionsOf(others);

const rankOf = (kind) => (knownKinds.includes(kind) ? knownKinds.indexOf(kind) : knownKinds.length);

const nameOf = (names) => names?.[currentLanguage()] ?? names?.en ?? Object.values(names ?? {})[0];

const kindNames = {
  ko: {
    district: '구',
    neighbourhood: '동',
    'parking-zone': '주차 구역',
    postcode: '우편번호',
    municipality: '시',
    grid: '격자',
  },
  en: {
    district: 'Districts',
    neighbourhood: 'Neighbourhoods',
    'parking-zone': 'Parking zones',
    postcode: 'Postcodes',
    municipality: 'City',
    grid: 'Grid',
  },
};
export const kindName = (kind) => kindNames[currentLanguage()][kind] ?? kind;
