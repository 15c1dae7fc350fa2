import type { Placement } from './placement.js';
import { RecentIds } from './seen-records.js';
import { always, type Span } from './span.js';

/** The placement of a device that was never placed holds at no time. */
const NEVER = -1;

/** As what a device's records are placed: key, fields and partition as they go out, and as long as which they do. */
export interface Placed extends Omit<Placement, 'place'> {
  readonly key: Uint8Array;
  /** The place's fields of a record at revision 0. */
  readonly fields: Uint8Array;
  readonly partition: number;
}

/**
 * What a task keeps of one device: its recent ids, and as long as which its records are placed as the last one was. One
 * object of figures; the bytes that belong to it stand together in the table. A city has hundreds of thousands, heard in
 * any order: each further object is one more look into cold memory, a record.
 */
export class DeviceMemory extends RecentIds implements Omit<Placement, 'place'> {
  /** Where it stands in the table, and how long its bytes there are. */
  at = 0;
  sourceLength = 0;
  deviceLength = 0;
  keyLength = 0;
  fieldsLength = 0;
  /** Heard of again since the table made room last: a name that comes once and never again is not worth a place. */
  wasUsed = false;
  generation = NEVER;
  span: Span = always;
  dependsOn: Placement['dependsOn'] = undefined;
  partition = 0;

  constructor(
    readonly source: string,
    readonly device: string,
  ) {
    super();
  }
}
