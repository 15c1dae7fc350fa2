import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { PhysicalNames, TopicContract } from '@naru/contracts';
import type { KafkaClient } from '@naru/kafka';
import type { HistoryTables, Outcomes } from './history-tables.js';
import type { RecomputeLog } from './recompute-log.js';
import { untilTaken } from './until-taken.js';

/** Whose facts are meant: those of one asset, or of those that were seen in a zone. */
export type Meant = { readonly assetId: string } | { readonly zoneKind: string; readonly zoneId: string };

/** What is computed anew, and who wants it. */
export interface RecomputeRange {
  /** 32 hex digits. */
  readonly jobId: string;
  readonly commandedBy: string;
  readonly commandedAt: number;
  /** ms since 1970. */
  readonly from: number;
  /** Null for the latest record. */
  readonly to: number | null;
}

/** Who wants what computed anew, as it is written. */
export interface Command extends Pick<RecomputeRange, 'jobId' | 'commandedBy' | 'commandedAt'> {
  /** 32 hex digits. */
  readonly recomputeId: string;
  /** The key of its records: a bay, a meter, a zone. */
  readonly subject: string;
}

/** Facts that a stage computes anew from the histories of their subjects: those are begun, read and handed over piece by piece. */
export interface RecomputedFacts<Piece> {
  readonly stage: string;
  /** By which the stage hears that it begins, and what the warehouse has. */
  readonly commands: TopicContract;
  /** By which the stage tells what became of it. */
  readonly outcomes: TopicContract;
  /** What the warehouse has to have before it is read. */
  readonly restOn: readonly TopicContract[];
  /** By which the stage lets a subject go that there is nothing more to say of. */
  readonly nothing: Piece;
  subjectsOf(meant: Meant, range: RecomputeRange): Promise<readonly string[]>;
  /** In order; a subject without a piece is left undecided. */
  piecesOf(subjects: readonly string[], range: RecomputeRange): AsyncIterable<ReadonlyMap<string, readonly Piece[]>>;
  /** Without a piece it begins. */
  encode(command: Command, piece?: Piece & { readonly isLast: boolean }): Buffer;
}

export interface RecomputeOptions {
  readonly client: KafkaClient;
  readonly names: PhysicalNames;
  readonly tables: Pick<HistoryTables, 'outcomesOf'>;
  readonly log: Pick<RecomputeLog, 'write'>;
}

export interface RecomputeResult {
  /** Subjects that have gone on while the warehouse was read: try again. */
  readonly outdated: readonly string[];
  readonly undecided: number;
  readonly unanswered: number;
  readonly restated: number;
  readonly withdrawn: number;
}

/** How long stages may take to catch up, and to answer (ms). */
const patienceMs = 60_000;
const LOOK_AGAIN_MS = 200;

/**
 * Computes facts anew: says that it begins, so that their stage lets nothing go unnoticed from now on; waits until the
 * warehouse has all that came before; reads it; and hands the histories over to the tasks that own them, which publish
 * the differences.
 */
export class Recompute<Piece extends object> {
  constructor(
    private readonly options: RecomputeOptions,
    private readonly facts: RecomputedFacts<Piece>,
  ) {}

  /** Throws WarehouseErrors, KafkaErrors, and where the warehouse lags. */
  async subjectsOf(meant: Meant, range: RecomputeRange): Promise<readonly string[]> {
    await this.#untilTaken('analytics', this.facts.restOn);
    return await this.facts.subjectsOf(meant, range);
  }

  /** Throws WarehouseErrors, KafkaErrors, and where a stage lags: what has begun then costs memory at most, until it is tried again. */
  async apply(subjects: readonly string[], range: RecomputeRange): Promise<RecomputeResult> {
    const { stage, commands: topic, restOn } = this.facts;
    const { jobId, commandedBy, commandedAt } = range;
    const commands = subjects.map((subject) => {
      const recomputeId = randomBytes(16).toString('hex');
      return { recomputeId, jobId, commandedBy, commandedAt, subject };
    });
    await this.#write(commands.map((command) => this.#recordOf(command)));
    await this.#untilTaken(stage, [topic]);
    await this.#untilTaken('analytics', restOn);
    const decided = await this.#handOver(commands, range);
    return await this.#outcome(commands, decided);
  }

  /** Answers the subjects of which there were pieces. The last of each is told only when no other can come. */
  async #handOver(commands: readonly Command[], range: RecomputeRange): Promise<ReadonlySet<string>> {
    const waiting = new Map<string, Piece>();
    const subjects = commands.map(({ subject }) => subject);
    for await (const found of this.facts.piecesOf(subjects, range))
      for (const command of commands) {
        const known = waiting.get(command.subject);
        const pieces = [...(known === undefined ? [] : [known]), ...(found.get(command.subject) ?? [])];
        const last = pieces.pop();
        if (last === undefined) continue;
        waiting.set(command.subject, last);
        if (pieces.length > 0) await this.#write(pieces.map((piece) => this.#recordOf(command, piece, false)));
      }
    for (const command of commands)
      await this.#write([this.#recordOf(command, waiting.get(command.subject) ?? this.facts.nothing, true)]);
    return new Set(waiting.keys());
  }

  async #outcome(commands: readonly Command[], decided: ReadonlySet<string>): Promise<RecomputeResult> {
    const ids = commands.map(({ recomputeId }) => recomputeId);
    const ask = (): Promise<Outcomes> => this.options.tables.outcomesOf(this.facts.outcomes, ids);
    const patience = performance.now() + patienceMs;
    let outcomes = await ask();
    while (outcomes.answered.size < ids.length && performance.now() < patience) {
      await delay(LOOK_AGAIN_MS);
      outcomes = await ask();
    }
    const { answered, outdated, restated, withdrawn } = outcomes;
    return {
      outdated: commands
        .filter(({ recomputeId, subject }) => outdated.has(recomputeId) && decided.has(subject))
        .map(({ subject }) => subject),
      undecided: commands.length - decided.size,
      unanswered: ids.length - answered.size,
      restated,
      withdrawn,
    };
  }

  #untilTaken(stage: string, contracts: readonly TopicContract[]): Promise<void> {
    return untilTaken(this.options, stage, contracts, patienceMs);
  }

  #recordOf(command: Command, piece?: Piece, isLast = false) {
    const value = this.facts.encode(command, piece && { ...piece, isLast });
    return { key: command.subject, value, timestamp: command.commandedAt };
  }

  #write(records: Parameters<RecomputeLog['write']>[1]): Promise<void> {
    return this.options.log.write(this.facts.commands, records);
  }
}
