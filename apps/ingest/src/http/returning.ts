import { randomUUID } from 'node:crypto';
import type { WireCodec } from '@naru/avro';
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
import { scanValue } from '../domain/json-scan.js';
import type { Judged } from '../pipeline.js';
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
    const desk = this.options.desks.get(record.kind);
    const judged: Partial<Judged> = desk === undefined ? {} : judgeAgain(this.options, desk, record, bytes);
    const { fate = null, reason = null, expected = null, recordId = record.recordId } = judged;
    return { fate, reason, expected, recordId: recordId && uuidOf(recordId), ...contentOf(bytes) };
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
    const { keys, now } = this.options;
    if (!isTakenBack(original, this.options.desks)) throw new Problem(ingestProblems.NARU_NOT_TAKEN_BACK);
    const before = bytesOf();
    if (fix !== undefined && 'expression' in fix && original.stage !== ownStage)
      throw new Problem(ingestProblems.NARU_FIX_INVALID, {
        detail: 'What was read of a topic is Avro: give its bytes.',
      });
    const bytes = fix === undefined ? before : await fixed(before, fix);
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

async function fixed(before: Buffer, fix: Fix): Promise<Buffer> {
  try {
    return await applyFix(before, fix);
  } catch (error) {
    if (error instanceof FixError)
      throw new Problem(ingestProblems.NARU_FIX_INVALID, { detail: error.message, cause: error });
    throw error;
  }
}

function refuseDecided(decision: HubSetAsideDecision | undefined): void {
  if (decision !== undefined)
    throw new Problem(ingestProblems.NARU_ALREADY_DECIDED, { members: { decision: toDecisionAnswer(decision) } });
}
