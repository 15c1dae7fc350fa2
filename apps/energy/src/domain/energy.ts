import type { Reading } from './reading.js';

export const quarterSeconds = 900;
export const quarterMs = quarterSeconds * 1_000;

/** Start of the quarter of an hour in which an instant lies (ms since 1970). All zones of the world agree on quarters. */
export const quarterOf = (at: number): number => Math.floor(at / quarterMs) * quarterMs;

/** What readings say of a quarter of an hour. */
export interface Energy {
  readonly energyKwh: number;
  /** How much of the quarter they cover. */
  readonly seconds: number;
  /** Readings that it rests on. */
  readonly readings: number;
  readonly quality: string;
}

/** Of several readings of one instant the last in total order counts. */
export const lastOfEachInstant = <R extends Reading>(readings: readonly R[]): R[] =>
  readings.filter((reading, i) => readings[i + 1]?.observedAt !== reading.observedAt);

export const qualityOf = (readings: readonly Reading[]): string =>
  readings.find(({ quality }) => quality !== 'good')?.quality ?? 'good';
