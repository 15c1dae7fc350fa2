// What moves a city: the hour, the weekday, the holiday, the weather. Local time of Seoul, which has no daylight saving.
import { randomOf } from '../random.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const seoulOffsetMs = 9 * hourMs;

/** Fixed holidays of Korea as month-day; the moving ones are left out. */
const holidays = new Set(['1-1', '3-1', '5-5', '6-6', '8-15', '10-3', '10-9', '12-25']);

export interface Moment {
  /** Local hour with fraction, 0 to 24. */
  readonly hour: number;
  readonly isFree: boolean;
  readonly isRaining: boolean;
  /** Degrees Celsius. */
  readonly temperature: number;
}

export function momentAt(seed: number, time: number): Moment {
  const local = new Date(time + seoulOffsetMs);
  const day = Math.floor((time + seoulOffsetMs) / dayMs);
  const random = randomOf(seed, `weather-${day}`);
  const weekday = local.getUTCDay();
  const hour = ((time + seoulOffsetMs) % dayMs) / hourMs;
  const season = Math.cos(((local.getUTCMonth() - 6.5) / 12) * 2 * Math.PI);
  return {
    hour,
    isFree: weekday === 0 || weekday === 6 || holidays.has(`${local.getUTCMonth() + 1}-${local.getUTCDate()}`),
    isRaining: random.chance(0.28),
    temperature: 12 + 14 * season + 5 * Math.cos(((hour - 15) / 24) * 2 * Math.PI) + random.between(-3, 3),
  };
}

const bump = (hour: number, at: number, width: number): number => Math.exp(-(((hour - at) / width) ** 2));

/** Share of bays that people want to fill: offices by day, restaurants in the evening, less on free days, more in rain. */
export function wantedOccupancy({ hour, isFree, isRaining }: Moment): number {
  const working = isFree ? 0.25 * bump(hour, 14, 4) : 0.5 * bump(hour, 11, 3.2) + 0.35 * bump(hour, 15.5, 2.6);
  const evening = 0.4 * bump(hour, 19.5, 2.2);
  return Math.min(0.95, 0.25 + working + evening + (isRaining ? 0.05 : 0));
}

/** Power of a typical meter (kW): a low base, morning and evening peaks, heating and cooling by temperature. */
export function wantedPowerKw({ hour, isFree, temperature }: Moment): number {
  const people = 0.5 * bump(hour, 7.5, 1.8) + 0.9 * bump(hour, 20, 3) + (isFree ? 0.3 : 0.15) * bump(hour, 13, 4);
  const climate = 0.04 * Math.max(0, 15 - temperature) + 0.06 * Math.max(0, temperature - 25);
  return 0.25 + people + climate;
}
