import { type Warehouse, WarehouseRefusedError, leastRoom } from '@naru/clickhouse';
import type { Logger } from '@naru/observability';

export interface DiskRoomOptions {
  readonly warehouse: Pick<Warehouse, 'rows'>;
  /** Name of the cluster that the tables are on. */
  readonly cluster: string | undefined;
  /** With less room (bytes) on one of its disks the warehouse isn't believed. */
  readonly leastBytes: number;
  readonly metrics: { room(bytes: number): void };
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * Whether the warehouse's disks have room. A disk that becomes full while a part is being written makes ClickHouse answer
 * an insert with OK and keep a part whose last bytes were never written: only what happened between two moments with
 * room is beyond doubt. What can't be known is doubted.
 */
export class DiskRoom {
  #hadRoom = false;
  #hasComplained = false;

  constructor(private readonly options: DiskRoomOptions) {}

  /** Asks: whether there was room the last time, and is now. Throws WarehouseErrors of a warehouse that is away. */
  async lasts(): Promise<boolean> {
    const had = this.#hadRoom;
    this.#hadRoom = false; // a question without an answer is a doubt too
    this.#hadRoom = (await this.#leastBytes()) >= this.options.leastBytes;
    return had && this.#hadRoom;
  }

  /** Something failed, perhaps for want of room: what was answered before and what comes next is doubted. */
  doubt(): void {
    this.#hadRoom = false;
  }

  async #leastBytes(): Promise<number> {
    const { warehouse, metrics } = this.options;
    try {
      const room = await leastRoom(warehouse, this.options);
      metrics.room(room);
      return room;
    } catch (error) {
      if (!(error instanceof WarehouseRefusedError)) throw error;
      this.#complain(error);
      return -1;
    }
  }

  #complain(error: WarehouseRefusedError): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    this.options.logger.warn(
      { err: error, runbook: 'docs/runbooks/warehouse-away.md' },
      "The warehouse doesn't tell how much room its disks have, so each insert is proven, which is slow: grant SELECT on system.disks",
    );
  }
}
