import { describe, expect, it } from '@jest/globals';
import { type HubDeadLetter, type HubReturnedRecord, type HubSetAsideDecision, topics } from '@naru/contracts';
import type { Expired, Handler, Outcome, Task } from '@naru/streams';
import { groupIdOf, traitsOf } from './adapters/set-aside-group.to-wire.js';
import { type SetAsideGroup, waitingIn } from './domain/set-aside-group.js';
import { createReturnsPipeline } from './returns.js';
import type { Ingest } from './topology.js';

const noon = Date.parse('2026-01-10T12:00:00Z');
const day = 86_400_000;
const refuse = (): never => {
  throw new Error('not asked');
};

const letter = {
  recordId: null,
  source: 'garages',
  tenant: '',
  stage: 'ingest',
  task: 0,
  kind: 'parking/counts',
  reason: 'wrong-type',
  detail: 'occupied: a whole number',
  receivedAt: noon,
  observedAt: null,
  originTopic: null,
  originPartition: null,
  originOffset: null,
  originKey: null,
  schemaId: null,
  attempt: 0,
  size: 1,
  sha256: Buffer.alloc(32),
  sealed: null,
  sealKeyId: null,
  lane: 'live',
} satisfies HubDeadLetter;

/** One task of the pipeline, its stores in memory. */
class TaskUnderTest {
  readonly groups = new Map<string, SetAsideGroup>();
  readonly decisions = new Map<string, HubSetAsideDecision>();
  readonly written: string[] = [];
  readonly expired: (Expired & { topic: string })[] = [];
  readonly #pipeline = createReturnsPipeline({
    tenant: '',
    desks: new Map(),
    sources: { get: refuse },
    keys: { open: refuse },
    setAside: { write: refuse } as never,
    codec: { encode: ({ commandId }: HubReturnedRecord) => Buffer.from(commandId) },
  });
  readonly #task = {
    number: 1,
    store: (name: 'groups' | 'decisions') => this[name],
    emitBytes: (output: string, partition: number, _key: unknown, [bytes]: readonly Uint8Array[]) =>
      this.written.push(`${output}/${partition}: ${String(bytes)}`),
    bookExpired: (topic: string, expired: Expired) => this.expired.push({ topic, ...expired }),
  } as unknown as Task<Ingest>;
  #offset = 0;

  setAside(at: number): void {
    this.#take(this.#pipeline.deadLetters, letter, at);
  }

  command(letterId: string, commandId: string, more: Partial<HubReturnedRecord> = {}): Outcome {
    const { source, stage, task, kind, reason, lane, receivedAt } = letter;
    const about = { source, stage, task, kind, reason, lane, receivedAt, recordId: null, attempt: 1 };
    const origin = { originTopic: null, originPartition: null, originOffset: null, originKey: null };
    const bytes = { size: 1, sha256: Buffer.alloc(32), sealed: Buffer.alloc(1), sealKeyId: 'k' };
    const by = { commandedBy: commandId, commandedAt: noon, isRelease: false, isFixed: false };
    const group = groupIdOf(traitsOf('dead-letters', letter));
    const command = { letter: letterId, commandId, ...by, ...about, ...origin, ...bytes, group, setAsideAt: noon };
    return this.#take(this.#pipeline.returnCommands, { ...command, ...more }, noon);
  }

  #take(handler: unknown, value: HubDeadLetter | HubReturnedRecord, timestamp: number): Outcome {
    const input = { value, key: 'ingest/0', topic: '', partition: 1, offset: this.#offset++, timestamp };
    return (handler as Handler<Ingest, typeof value>)(input, this.#task);
  }
}

describe('a task that owns what was set aside', () => {
  it('lets the first command about a record win', () => {
    const task = new TaskUnderTest();
    task.setAside(noon);
    for (const commandId of ['first', 'second', 'first'])
      expect(task.command('dead-letters/1-0', commandId)).toEqual({ fate: 'delivered' });
    expect(task.written).toEqual(['returns to ingest/1: first']);
    expect(task.decisions.get('dead-letters/1-0')).toMatchObject({ commandId: 'first', decision: 'redriven' });
    const [group] = task.groups.values();
    expect(group).toMatchObject({ count: 1, decided: 1, days: [] });
  });

  it('sets aside a command for a stage that takes nothing back', () => {
    const task = new TaskUnderTest();
    expect(task.command('dead-letters/1-0', 'one', { stage: 'console' })).toMatchObject({ fate: 'dead-lettered' });
    expect([task.written, task.decisions.size]).toEqual([[], 0]);
  });

  it('books what retention has deleted while it waited as expired, once, under the day that it was set aside', () => {
    const task = new TaskUnderTest();
    for (const at of [noon, noon + 1, noon + day]) task.setAside(at);
    const { name, retentionMs } = topics.hubDeadLetters;
    task.setAside(noon + retentionMs);
    expect(task.expired).toEqual([]);
    const midnight = noon - day / 2;
    for (const late of [day, day + 1]) task.setAside(noon + retentionMs + late);
    expect(task.expired).toEqual([{ topic: name, source: 'garages', reason: 'wrong-type', at: midnight, records: 2 }]);
    const [group] = task.groups.values();
    expect(group).toMatchObject({ count: 6, expired: 2 });
    expect(group && waitingIn(group)).toBe(4);
  });

  it('forgets what was decided about records that are gone', () => {
    const task = new TaskUnderTest();
    task.command('dead-letters/1-0', 'first');
    const { retentionMs } = topics.hubDeadLetters;
    task.setAside(noon + retentionMs + day);
    expect(task.decisions.size).toBe(1);
    task.setAside(noon + retentionMs + 2 * day);
    expect(task.decisions.size).toBe(0);
  });
});
