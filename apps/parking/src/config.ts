import { commonConfig, httpPort, loadConfig, masterKey, variable, whole } from '@naru/config';
import type { z } from 'zod';

export const parkingConfig = commonConfig.extend({
  httpPort: httpPort(8083),
  masterKey,
  keepSeconds: variable(
    {
      variable: 'NARU_PARKING_KEEP_SECONDS',
      group: 'Parking',
      meaning: "How far behind a bay's latest observation a late one still finds its place (s).",
    },
    whole(60, 86_400).default(900),
  ),
  keepObservations: variable(
    {
      variable: 'NARU_PARKING_KEEP_OBSERVATIONS',
      group: 'Parking',
      meaning: 'Observations kept of a bay at most (count); about 300 bytes of memory each.',
    },
    whole(8, 10_000).default(256),
  ),
});
export type ParkingConfig = z.infer<typeof parkingConfig>;

export const readConfig = (): ParkingConfig => loadConfig(parkingConfig, process.env);
