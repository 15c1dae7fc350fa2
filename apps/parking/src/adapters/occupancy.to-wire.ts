import type { ParkingOccupancy } from '@naru/contracts';
import { type ZoneTally, baysOf } from '../domain/zone-tally.js';

export const occupancyToWire = (tally: ZoneTally): ParkingOccupancy => ({ ...tally, bays: baysOf(tally) });
