import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type PhysicalNames, topics } from '@naru/contracts';
import type { KafkaClient } from '@naru/kafka';
import { type Piece, piecesOf } from '../../domain/recompute/pieces.js';
import type { RecomputeLog } from './recompute-log.js';
import { type Command, recomputeToWire } from './recompute.to-wire.js';
import { untilTaken } from './until-taken.js';
import type { MeantBays, WarehouseHistory } from './warehouse-history.js';

export interface RecomputeOptions {
  readonly client: KafkaClient;
  readonly names: PhysicalNames;
  readonly history: WarehouseHistory;
  readonly log: Pick<RecomputeLog, 'write'>;
}

/** What of each bay is computed anew, and who wants it. */
export interface RecomputeRange extends Omit<Command, 'recomputeId' | 'assetId'> {
  /** ms since 1970. */
  readonly from: number;
  /** Null for the latest observation. */
  readonly to: number | null;
}

export interface RecomputeResult {
  /** Bays that have gone on while the warehouse was read: try again. */
  readonly outdated: readonly string[];
  readonly undecided: number;
  readonly unanswered: number;
  readonly restated: number;
  readonly withdrawn: number;
}

const dayMs = 86_400_000;
/** How far back a boundary is looked for, one after the other; then from the beginning. */
const lookBackMs = [dayMs, 16 * dayMs, 256 * dayMs];
/** A piece of so many rows, at some 50 to 150 bytes each, stays under what Kafka takes as one record. */
const mostRows = 4_000;
/** How long stages may take to catch up, and parking to answer (ms). */
const patienceMs = 60_000;
const LOOK_AGAIN_MS = 200;

/**
 * Computes bays anew: holds them, so that parking keeps what comes from now on; waits until the warehouse has all that came
 * before; reads it; and hands the histories over to the task that owns the bays, which publishes the differences.
 */
export class Recompute {
  constructor(private readonly options: RecomputeOptions) {}

  /** Throws WarehouseErrors. */
  baysOf(meant: MeantBays, since: number): Promise<readonly string[]> {
    return this.options.history.baysOf(meant, since);
  }

  /** Throws WarehouseErrors, KafkaErrors, and where a stage lags: the bays may be held then, which costs memory until they are tried again. */
  async apply(assetIds: readonly string[], range: RecomputeRange): Promise<RecomputeResult> {
    const { log } = this.options;
    const { jobId, commandedBy, commandedAt } = range;
    const commands = assetIds.map((assetId) => {
      const recomputeId = randomBytes(16).toString('hex');
      return { recomputeId, jobId, commandedBy, commandedAt, assetId };
    });
    await log.write(commands.map((command) => recomputeToWire(command)));
    await untilTaken(this.options, 'parking', [topics.parkingRecomputes], patienceMs);
    await untilTaken(this.options, 'analytics', [topics.parkingObservations, topics.parkingSessions], patienceMs);
    const pieces = await this.#piecesOf(assetIds, range);
    for (const command of commands) await log.write(written(command, pieces.get(command.assetId) ?? []));
    return await this.#outcome(commands, pieces);
  }

  /** Bays without a boundary are left out. */
  async #piecesOf(
    assetIds: readonly string[],
    { from, to }: RecomputeRange,
  ): Promise<ReadonlyMap<string, readonly Piece[]>> {
    const found = new Map<string, readonly Piece[]>();
    let left = assetIds;
    for (const back of [...lookBackMs, Infinity]) {
      if (left.length === 0) break;
      const furtherBack: string[] = [];
      for (const [bay, rows] of await this.options.history.of(left, Math.max(0, from - back))) {
        const pieces = piecesOf(rows, { from, to, mostRows });
        if (pieces === 'further-back') furtherBack.push(bay);
        else if (pieces.length > 0) found.set(bay, pieces);
      }
      left = furtherBack;
    }
    return found;
  }

  async #outcome(commands: readonly Command[], pieces: ReadonlyMap<string, unknown>): Promise<RecomputeResult> {
    const ids = commands.map(({ recomputeId }) => recomputeId);
    const patience = performance.now() + patienceMs;
    let outcomes = await this.options.history.outcomesOf(ids);
    while (outcomes.answered.size < ids.length && performance.now() < patience) {
      await delay(LOOK_AGAIN_MS);
      outcomes = await this.options.history.outcomesOf(ids);
    }
    const { answered, outdated, restated, withdrawn } = outcomes;
    return {
      outdated: commands
        .filter(({ recomputeId, assetId }) => outdated.has(recomputeId) && pieces.has(assetId))
        .map(({ assetId }) => assetId),
      undecided: commands.length - pieces.size,
      unanswered: ids.length - answered.size,
      restated,
      withdrawn,
    };
  }
}

/** The records of a bay's pieces. One without any is let go by an empty piece. */
function written(command: Command, pieces: readonly Piece[]) {
  const empty = { from: 0, until: null, observations: [], sessions: [] };
  const all = pieces.length === 0 ? [empty] : pieces;
  return all.map((piece, i) => recomputeToWire(command, { ...piece, isLast: i === all.length - 1 }));
}
