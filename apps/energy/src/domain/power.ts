// A power is known at instants only. The readings in a quarter of an hour, a single one too, stand for the whole
// quarter: its energy is their mean times a quarter of an hour. So a series of one reading a quarter, stamped with the
// start of its quarter, keeps its sum exactly. A quarter without a reading has no energy: none is guessed. Negative
// values (an inverter's own use at night) stay what they are.
import { type Energy, lastOfEachInstant, qualityOf, quarterSeconds } from './energy.js';
import type { Reading } from './reading.js';

/** Energy of a quarter from the power readings in it (in total order); undefined without one. */
export function energyOfPower(readings: readonly Reading[]): Energy | undefined {
  const counted = lastOfEachInstant(readings);
  if (counted.length === 0) return undefined;
  const meanKw = counted.reduce((sum, { value }) => sum + value, 0) / counted.length;
  return {
    energyKwh: meanKw * (quarterSeconds / 3_600),
    seconds: quarterSeconds,
    readings: counted.length,
    quality: qualityOf(counted),
  };
}
