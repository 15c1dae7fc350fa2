import type { EnergyInterval } from '@naru/contracts';
import { bytesOfId, factId } from '@naru/facts';
import type { Statement } from '../domain/quarter.js';

export function intervalToWire({ quarter, cause }: Statement): EnergyInterval {
  const { meterId, property, startedAt, told } = quarter;
  return {
    intervalId: bytesOfId(factId('interval', meterId, property, String(startedAt))),
    assetId: meterId,
    property,
    startedAt,
    ...told,
    meanPowerKw: told.seconds === 0 ? 0 : told.energyKwh / (told.seconds / 3_600),
    cause,
  };
}
