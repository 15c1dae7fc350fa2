// Generated from schemas/environment by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace } from './hub.types.js';

/** A sensor observed a property of air, weather or noise (OGC SOSA). With its place, as the city was then. */
export interface EnvironmentObservation extends EnvironmentRawObservation, HubPlace {
}

/** A sensor observed a property of air, weather or noise (OGC SOSA). */
export interface EnvironmentRawObservation extends HubFront {
  /** Observed property: 'pm25', 'pm10', 'no2', 'o3' (ug/m3), 'temperature' (Cel), 'relative-humidity' (%), 'precipitation' (mm), 'illuminance' (lx), 'noise' (dB). */
  readonly property: string;
  /** The value in the unit that the property has. */
  readonly value: number;
  /** UCUM unit of the value. It must be the property's own. */
  readonly unit: string;
}
