import type { WireCodec } from '@naru/avro';
import { type HubDeadLetter, type HubReturnedRecord, type HubSource, topics } from '@naru/contracts';
import { partitionOf } from '@naru/kafka';
import { type SourceKeys, createReturns } from '@naru/sealing';
import { type Handler, type Outcome, type Pipeline, type Task, deadLettered, delivered } from '@naru/streams';
import { decisionOn } from './adapters/decision.to-wire.js';
import { groupIdOf, traitsOf } from './adapters/set-aside-group.to-wire.js';
import type { SetAsideWriter } from './adapters/set-aside.to-wire.js';
import { scanValue } from './domain/json-scan.js';
import { type GroupTraits, withDecision, withRecord, withoutExpired } from './domain/set-aside-group.js';
import { laneNamed } from './domain/timing.js';
import { type Judged, type KindDesk, createJudge } from './pipeline.js';
import { type Ingest, outputTo, returnsTo } from './topology.js';

export interface ReturnsParts {
  readonly tenant: string;
  readonly desks: ReadonlyMap<string, KindDesk>;
  readonly sources: { get(name: string): Pick<HubSource, 'clockSkewSeconds' | 'bounds'> | undefined };
  readonly keys: Pick<SourceKeys, 'open'>;
  readonly setAside: SetAsideWriter;
  readonly codec: Pick<WireCodec<HubReturnedRecord>, 'encode'>;
}

/** Of a source that is not registered any more. */
const anySource = { clockSkewSeconds: 0, bounds: null };

/** What was set aside, and back: the first command about a record counts, and what comes back to ingest is judged again. */
export function createReturnsPipeline(parts: ReturnsParts): Pipeline<Ingest> {
  const expire = createExpiry();
  return {
    deadLetters: createCounter('dead-letters', expire),
    quarantine: createCounter('quarantine', expire),
    returnCommands: createDecider(parts.codec),
    returns: createTakingBack(parts),
  };
}

/** Counts what was set aside with what it has in common with others. */
function createCounter(
  topic: GroupTraits['topic'],
  expire: ReturnType<typeof createExpiry>,
): Handler<Ingest, HubDeadLetter> {
  return function count({ value, partition, offset, timestamp }, task): Outcome {
    expire(task, timestamp);
    const groups = task.store('groups');
    const traits = traitsOf(topic, value);
    const key = groupKey(task, groupIdOf(traits));
    const record = { id: `${partition}-${offset}`, detail: value.detail, at: timestamp };
    groups.set(key, withRecord(groups.get(key), traits, record));
    return delivered;
  };
}

/**
 * Gives up what retention has deleted, once an hour of the log. What comes in is the clock here: where nothing is set
 * aside any more, what is gone is booked when something is again.
 */
function createExpiry(): (task: Task<Ingest>, at: number) => void {
  const looked = new Map<number, number>();
  return function expire(task, at) {
    if (at < (looked.get(task.number) ?? 0) + HOUR_MS) return;
    looked.set(task.number, at);
    forgetDecisions(task, at);
    const groups = task.store('groups');
    for (const [key, group] of [...groups.entries()]) {
      const { name, retentionMs } = topicOf[group.topic];
      const left = withoutExpired(group, at - retentionMs);
      if (left === group) continue;
      groups.set(key, left);
      const { source, reason } = group;
      for (const { day, waiting } of group.days)
        if (!left.days.some((each) => each.day === day))
          task.bookExpired(name, { source, reason, at: day, records: waiting });
    }
  };
}

/** A decision is of use as long as what it is about is there. */
function forgetDecisions(task: Task<Ingest>, at: number): void {
  const decisions = task.store('decisions');
  for (const [letter, { commandedAt }] of [...decisions.entries()]) {
    const { retentionMs } = letter.startsWith('quarantine/') ? topicOf.quarantine : topicOf['dead-letters'];
    if (commandedAt + retentionMs + DAY_MS < at) decisions.delete(letter);
  }
}

const topicOf = { 'dead-letters': topics.hubDeadLetters, quarantine: topics.hubQuarantine };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A group is counted by every task that has some of it; its number keeps their parts apart. */
const groupKey = ({ number }: Task<Ingest>, group: string): string => `${number}/${group}`;

/** Decides commands about records set aside, in the task that owns them: of two about one record the first wins. */
function createDecider(codec: ReturnsParts['codec']): Handler<Ingest, HubReturnedRecord> {
  return function decide({ value, key, timestamp }, task): Outcome {
    const returns = returnsTo[value.stage];
    if (returns === undefined) return deadLettered('wrong-type', 'a stage that takes records back');
    const decisions = task.store('decisions');
    if (decisions.get(value.letter) !== undefined) return delivered;
    decisions.set(value.letter, decisionOn(value));
    const groups = task.store('groups');
    const group = groups.get(groupKey(task, value.group));
    if (group !== undefined) groups.set(groupKey(task, value.group), withDecision(group, value.setAsideAt));
    // a later stage takes it in the task that took it first; ingest has none that matters
    const partition = value.originPartition ?? task.number;
    task.emitBytes(outputTo(returns), partition, key, [codec.encode(value)], timestamp);
    return delivered;
  };
}

/** Takes back what ingest itself had set aside: as if it were sent again, but with the time of its first receipt. */
function createTakingBack(parts: ReturnsParts): Handler<Ingest, HubReturnedRecord> {
  const { desks } = parts;
  const returns = createReturns(parts.keys);
  return function takeBack({ value, timestamp }, task): Outcome {
    const { source, receivedAt, kind } = value;
    const desk = desks.get(kind);
    if (desk === undefined) return deadLettered('wrong-type', 'a kind of record that this version knows');
    const original = returns.open(value);
    if (original === undefined) return deadLettered('truncated-body', 'a key of its source that is still there');
    const { fate, reason = '', outgoing } = judgeAgain(parts, desk, value, original);
    write(task, outgoing, timestamp);
    task.bookReturned(desk.topics[laneNamed(value.lane)].name, { fate, reason }, source, receivedAt);
    return delivered;
  };
}

/** What becomes of a record that comes back to ingest with these bytes. */
export function judgeAgain(
  { tenant, sources, setAside }: Pick<ReturnsParts, 'tenant' | 'sources' | 'setAside'>,
  desk: KindDesk,
  { source, lane, receivedAt, attempt, recordId, isRelease }: HubReturnedRecord,
  original: Buffer,
): Judged {
  const { clockSkewSeconds, bounds } = sources.get(source) ?? anySource;
  const judge = createJudge(desk, setAside, {
    tenant,
    source,
    clockSkewSeconds,
    bounds,
    lane: laneNamed(lane),
    receivedAt,
    idempotencyKey: null,
    returned: { attempt, recordId, isRelease },
  });
  return judge(original, scanValue(original, 0, original.length).depth, 0);
}

/** Writes with the time of the command: a topic would soon delete what is stamped long ago. */
function write(task: Task<Ingest>, { topic, key, value }: Judged['outgoing'], timestamp: number): void {
  if (value === null) throw new Error(`A record that came back was deleted from ${topic.name}`);
  task.emitBytes(outputTo(topic), partitionOf(key, topic.partitions), key, [value], timestamp);
}
