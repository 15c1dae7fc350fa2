import type { WireCodec } from '@naru/avro';
import { type ParkingBayHistory, type ParkingRecompute, topics } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import { type Piece, piecesOf } from '../../domain/recompute/pieces.js';
import { BayHistory } from './bay-history.js';
import { ZonesOnce, commandToWire } from './command.to-wire.js';
import type { HistoryTables } from './history-tables.js';
import type { Command, Meant, RecomputeRange, RecomputedFacts } from './recompute.js';

const dayMs = 86_400_000;
/** How far back a boundary is looked for, one after the other; then from the beginning. */
const lookBackMs = [dayMs, 16 * dayMs, 256 * dayMs];
/** A piece of so many rows, at some 50 to 150 bytes each, stays under what Kafka takes as one record. */
const mostRows = 4_000;

/** The sessions of bays. While a bay is computed, nothing of it settles: it is held. */
export class ParkingSessions implements RecomputedFacts<Piece> {
  readonly stage = 'parking';
  readonly commands = topics.parkingRecomputes;
  readonly outcomes = topics.parkingRecomputedBays;
  readonly restOn = [topics.parkingObservations, topics.parkingSessions];
  readonly nothing: Piece = { from: 0, until: null, observations: [], sessions: [] };
  readonly #history: BayHistory;

  constructor(
    private readonly tables: HistoryTables,
    private readonly codec: Pick<WireCodec<ParkingRecompute>, 'encode'>,
  ) {
    this.#history = new BayHistory(tables);
  }

  subjectsOf(meant: Meant, { from }: RecomputeRange): Promise<readonly string[]> {
    return this.tables.assetsOf(topics.parkingObservations, meant, from);
  }

  /** Bays without a boundary are left out. */
  async *piecesOf(
    assetIds: readonly string[],
    { from, to }: RecomputeRange,
  ): AsyncGenerator<ReadonlyMap<string, readonly Piece[]>> {
    let left = assetIds;
    for (const back of [...lookBackMs, Infinity]) {
      if (left.length === 0) break;
      const found = new Map<string, readonly Piece[]>();
      const furtherBack: string[] = [];
      for (const [bay, rows] of await this.#history.of(left, Math.max(0, from - back))) {
        const pieces = piecesOf(rows, { from, to, mostRows });
        if (pieces === 'further-back') furtherBack.push(bay);
        else if (pieces.length > 0) found.set(bay, pieces);
      }
      yield found;
      left = furtherBack;
    }
  }

  encode(command: Command, piece?: Piece & { readonly isLast: boolean }): Buffer {
    const history = piece === undefined ? null : historyToWire(piece);
    return this.codec.encode({ ...commandToWire(command), assetId: command.subject, history });
  }
}

function historyToWire({ observations, sessions, ...rest }: Piece & { readonly isLast: boolean }): ParkingBayHistory {
  const zones = new ZonesOnce();
  return {
    ...rest,
    observations: observations.map((seen) => ({
      ...seen,
      recordId: bytesOfId(seen.recordId),
      zones: zones.placeOf(seen.zones),
    })),
    sessions: sessions.map((told) => ({
      ...told,
      sessionId: bytesOfId(told.sessionId),
      openingRecordId: bytesOfId(told.openingRecordId),
      zones: zones.placeOf(told.zones),
    })),
    zones: zones.all,
  };
}
