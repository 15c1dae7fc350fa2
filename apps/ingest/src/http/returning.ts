import { randomUUID } from 'node:crypto';
import { RegistryUnreachableError, SchemaNotRegisteredError, type WireCodec } from '@naru/avro';
import { type HubReturnedRecord, type HubSetAsideDecision, topics } from '@naru/contracts';
import { Problem } from '@naru/http';
import { sealOriginal, type SourceKeys } from '@naru/sealing';
import { type View, untilApplied } from '@naru/streams';
import type { Decisions } from '../adapters/decisions.js';
import { type Fix, FixError, applyFix } from '../adapters/fix.js';
import { type GroupCommit, NotCommittedError, QueueFullError } from '../adapters/group-commit.js';
import { readJson } from '../adapters/json-text.js';
import { readNames } from '../adapters/record.from-json.js';
import { stage as ownStage } from '../adapters/stage.js';
import type { StageRecords } from '../adapters/stage-records.js';
import { scanValue } from '../domain/json-scan.js';
import { judgeAgain, type ReturnsParts } from '../returns.js';
import { returnsTo } from '../topology.js';
import { ingestProblems } from './problems.js';
import { type ReturnAnswer, type TrialAnswer, toDecisionAnswer } from './return-answers.js';
import { contentOf, type FoundLetter } from './set-aside-desk.js';
import { uuidOf } from './uuid.js';

/** How long somebody waits to hear that his command was decided (ms). */
const patienceMs = 5_000;

export interface ReturningOptions extends Omit<ReturnsParts, 'codec'> {
  readonly keys: Pick<SourceKeys, 'open' | 'seal'>;
  readonly commits: Pick<GroupCommit, 'submit'>;
  readonly codec: Pick<WireCodec<HubReturnedRecord>, 'encode'>;
  readonly decisions: Decisions;
  readonly stages: Pick<StageRecords, 'asJson' | 'applyFix' | 'refusalOf'>;
  readonly view: Pick<View<unknown>, 'changes'>;
  readonly now: () => number;
}

/** What somebody wants of a record set aside. */
export interface Wish {
  readonly fix?: Fix | undefined;
  /** Whether it shall go on in spite of its time. */
  readonly isRelease: boolean;
  readonly commandedBy: string;
}

/** Commands that bring back what was set aside. They are decided by the task that owns it, the first alone. */
export class Returning {
  constructor(private readonly options: ReturningOptions) {}

  /** The decision about a record set aside; undefined while it waits. */
  decisionOn(letter: string): HubSetAsideDecision | undefined {
    return this.options.decisions.get(letter);
  }

  /** What would become of a record, if it came back like this. Changes nothing. */
  async attempt(found: FoundLetter, wish: Wish): Promise<TrialAnswer> {
    const { record, bytes } = await this.#prepare(found, wish);
    const desk = record.stage === ownStage ? this.options.desks.get(record.kind) : undefined;
    if (desk === undefined) return this.#attemptAtStage(record, bytes);
    const { fate, reason = null, expected = null, recordId } = judgeAgain(this.options, desk, record, bytes);
    return { fate, reason, expected, recordId: recordId && uuidOf(recordId), ...contentOf(bytes), decoded: null };
  }

  /** What can be told without the stage: whether it can read the record. */
  async #attemptAtStage(record: HubReturnedRecord, bytes: Buffer): Promise<TrialAnswer> {
    const { stages } = this.options;
    const refusal = await withRegistry(() => stages.refusalOf(record, bytes));
    return {
      fate: refusal === undefined ? null : 'dead-lettered',
      reason: refusal?.reason ?? null,
      expected: refusal?.detail ?? null,
      recordId: record.recordId && uuidOf(record.recordId),
      ...contentOf(bytes),
      decoded: await stages.asJson(bytes),
    };
  }

  /** Commands that a record comes back. Throws the problem NARU_ALREADY_DECIDED where somebody was first. */
  async command(found: FoundLetter, wish: Wish): Promise<ReturnAnswer> {
    const { codec, decisions, view, now } = this.options;
    const { record } = await this.#prepare(found, wish);
    const { letter, commandId, stage, task } = record;
    refuseDecided(decisions.get(letter));
    await this.#submit({
      topic: topics.hubReturnCommands,
      key: `${stage}/${task}`,
      value: codec.encode(record),
      timestamp: now(),
    });
    await untilApplied(view, patienceMs, () => decisions.get(letter) !== undefined);
    const decision = decisions.get(letter);
    if (decision?.commandId !== commandId) refuseDecided(decision);
    return { commandId, decision: decision === undefined ? null : toDecisionAnswer(decision) };
  }

  async #prepare(
    { letter, group, setAsideAt, original, bytesOf }: FoundLetter,
    { fix, isRelease, commandedBy }: Wish,
  ): Promise<{ readonly record: HubReturnedRecord; readonly bytes: Buffer }> {
    const { keys, stages, now } = this.options;
    if (!isTakenBack(original, this.options.desks)) throw new Problem(ingestProblems.NARU_NOT_TAKEN_BACK);
    const before = bytesOf();
    const bytes =
      fix === undefined
        ? before
        : await fixed(() =>
            original.stage === ownStage ? applyFix(before, fix) : stages.applyFix(original, before, fix),
          );
    const { size, sha256, sealed, sealKeyId } = sealOriginal(keys, original.source, bytes);
    if (sealed === null || sealKeyId === null)
      throw new Problem(ingestProblems.NARU_FIX_INVALID, { detail: 'The bytes are more than are kept of a record.' });
    const isFixed = !bytes.equals(before);
    const { source, stage, task, kind, reason, lane, receivedAt } = original;
    const { originTopic, originPartition, originOffset, originKey } = original;
    const record = {
      ...{ letter, commandId: randomUUID(), commandedBy, commandedAt: now(), isRelease, isFixed },
      // what a later stage read tells its own identity
      recordId: isFixed && stage === ownStage && !haveSameNames(before, bytes) ? null : original.recordId,
      ...{ source, stage, task, kind, reason, lane, receivedAt },
      ...{ originTopic, originPartition, originOffset, originKey },
      attempt: original.attempt + 1,
      group,
      setAsideAt,
      ...{ size, sha256, sealed, sealKeyId },
    };
    return { record, bytes };
  }

  async #submit(record: Parameters<GroupCommit['submit']>[0][number]): Promise<void> {
    try {
      await this.options.commits.submit([record]);
    } catch (error) {
      if (!(error instanceof NotCommittedError || error instanceof QueueFullError)) throw error;
      throw new Problem(ingestProblems.NARU_NOT_COMMITTED, { headers: { 'retry-after': '1' }, cause: error });
    }
  }
}

/** Ingest takes back what it was sent; a later stage, what it read of a topic. */
const isTakenBack = (
  { stage, kind, originTopic }: FoundLetter['original'],
  desks: ReadonlyMap<string, unknown>,
): boolean => (stage === ownStage ? originTopic === null && desks.has(kind) : returnsTo[stage] !== undefined);

/** Whether a fix left alone what a record is named by. */
function haveSameNames(before: Buffer, after: Buffer): boolean {
  const [one, other] = [before, after].map((bytes) =>
    readNames(readJson(bytes, scanValue(bytes, 0, bytes.length).depth).value),
  );
  return one?.device === other?.device && one?.ownId === other?.ownId;
}

async function fixed(apply: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await withRegistry(apply);
  } catch (error) {
    if (!(error instanceof FixError)) throw error;
    throw new Problem(ingestProblems.NARU_FIX_INVALID, { detail: error.message, cause: error });
  }
}

/** Throws the problem NARU_REGISTRY_AWAY where the registry can't say what is asked of it. */
async function withRegistry<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof RegistryUnreachableError || cause instanceof SchemaNotRegisteredError)) throw cause;
    throw new Problem(ingestProblems.NARU_REGISTRY_AWAY, { headers: { 'retry-after': '1' }, cause });
  }
}

function refuseDecided(decision: HubSetAsideDecision | undefined): void {
  if (decision !== undefined)
    throw new Problem(ingestProblems.NARU_ALREADY_DECIDED, { members: { decision: toDecisionAnswer(decision) } });
}
