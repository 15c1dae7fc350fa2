import { WireCodec } from '@naru/avro';
import { type HubLedgerEntry, physicalNames, topics } from '@naru/contracts';
import { type BatchWriter, type Position, RecordView, TransientError, UnknownOutcomeError } from '@naru/kafka';
import { createLogger } from '@naru/observability';
import { readMark } from '@naru/streams';
import { Bookkeeper } from '../../src/adapters/bookkeeper.js';
import { GroupCommit, type GroupCommitOptions } from '../../src/adapters/group-commit.js';
import type { Arrivals } from '../../src/domain/arrivals.js';

/** The raw topic of these tests: its values are the text of their `receivedAt`. */
export const raw = topics.parkingRawCounts;
const codec = new WireCodec<HubLedgerEntry>(topics.hubLedger.avro, 1, {
  schemaById: () => Promise.reject(new Error('not asked')),
});
const logger = createLogger({ service: 'test', instance: 'test', level: 'silent' });
const readiness = { ready: () => undefined, notReady: () => undefined };

export type Ending = 'committed' | 'refused' | 'unknown, committed' | 'unknown, lost';
export interface Written {
  readonly partition: string;
  readonly mark: number | undefined;
  readonly receivedAt: number | undefined;
  readonly entry: HubLedgerEntry | undefined;
}

/** A broker as far as a producer meets it. A commit waits until the test says how it ends. */
export class LogUnderTest {
  readonly written: Written[] = [];
  #open: Written[] = [];
  #commit: PromiseWithResolvers<readonly Position[]> | undefined;
  isOpen = false;

  initialize = (): Promise<void> => {
    this.isOpen = false;
    return Promise.resolve();
  };
  begin = (): void => {
    this.isOpen = true;
    this.#open = [];
  };
  send = (topic: string, partition: number, batches: BatchWriter | readonly Buffer[]): void => {
    const writer = batches as BatchWriter;
    const view = new RecordView(writer.buffer);
    for (let record = 0, at = 61; record < writer.records; record++) {
      at = view.moveTo(at, 0, 0);
      const [mark, value] = [readMark(view)?.at, view.value()];
      this.#open.push({
        partition: `${topic}/${partition}`,
        mark,
        receivedAt: topic === raw.name && mark === undefined ? Number(value) : undefined,
        entry: topic === raw.name || value === null ? undefined : codec.decode(Buffer.from(value)),
      });
    }
  };
  commit = (): Promise<readonly Position[]> => {
    this.#commit = Promise.withResolvers();
    return this.#commit.promise;
  };
  abort = this.initialize;
  close = (): Promise<void> => Promise.resolve();

  end(ending: Ending): void {
    const commit = this.#commit;
    if (commit === undefined) return;
    this.#commit = undefined;
    if (ending === 'committed' || ending === 'unknown, committed') this.written.push(...this.#open);
    if (ending === 'committed') {
      this.isOpen = false;
      commit.resolve([]);
    } else if (ending === 'refused') commit.reject(new TransientError('away', -1, 'NETWORK'));
    else commit.reject(new UnknownOutcomeError('nobody knows', -1, 'NETWORK'));
  }
}

/** Group commits to this log, without lingering. */
export const commitsTo = (log: LogUnderTest, arrivals: Arrivals, more: Partial<GroupCommitOptions> = {}): GroupCommit =>
  new GroupCommit({
    producer: log,
    names: physicalNames(''),
    logger,
    readiness,
    arrivals,
    bookkeeper: new Bookkeeper(codec, 'one', () => arrivals.now()),
    marked: [raw],
    lingerMs: 0,
    longestQueueBytes: 1_000_000,
    ...more,
  });
