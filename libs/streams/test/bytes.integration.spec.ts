import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { avroType } from '@naru/avro';
import { type TopicContract, topics } from '@naru/contracts';
import {
  type BatchInput,
  type MemoryStoreDeclaration,
  StreamsRunner,
  type TaskState,
  deduplicated,
  delivered,
  memory,
  service,
} from '../src/index.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, Sender, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

/** Words seen once, as a service that deduplicates keeps them: changes of the open transaction apart. */
class Seen implements TaskState {
  readonly #known = new Set<string>();
  readonly #fresh = new Set<string>();

  /** Whether it is new. */
  see(key: string): boolean {
    if (this.#known.has(key) || this.#fresh.has(key)) return false;
    this.#fresh.add(key);
    return true;
  }

  *fresh(): Iterable<string> {
    yield* this.#fresh;
  }

  merge(): void {
    for (const key of this.#fresh) this.#known.add(key);
    this.#fresh.clear();
  }

  drop(): void {
    this.#fresh.clear();
  }
}

const seenIn = (changelog: TopicContract): Omit<MemoryStoreDeclaration<Seen>, 'kind'> => {
  const type = avroType(changelog.avro);
  return {
    logs: { words: { changelog, horizonMs: Infinity } },
    create: () => new Seen(),
    toPages: (seen) => Array.from(seen.fresh(), (word) => ({ log: 'words', body: [type.toBuffer({ word })] })),
    fromPage: (seen, _log, bytes, start, end) => {
      seen.see((type.fromBuffer(bytes.subarray(start, end)) as { word: string }).word);
    },
  };
};

let at: Surroundings;
beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());

describe('an input taken as bytes', () => {
  it('is copied as it is, record by record, and its memory comes back from its log after a restart', async () => {
    const { words, asides } = await wordTopics(at, 'bytes');
    const seen = await at.topic<{ word: string }>('bytes-seen-changelog', [...words.avro.fields], {
      avro: words.avro,
      changelog: { stateVersion: 1 },
    });
    const copies = await at.topic<{ word: string }>('bytes-copies', [...words.avro.fields], { avro: words.avro });
    const topology = service(words.name, {
      reads: { words },
      writes: { copies, asides, ledger: topics.hubLedger },
      stores: { seen: memory(seenIn(seen)) },
    });
    type Copying = typeof topology;
    const input: BatchInput<Copying> = {
      visit: (batch, task) => {
        batch.forEach((view) => {
          if (task.store('seen').see(view.key() ?? '')) {
            const { buffer, valueStart, valueEnd, timestamp } = view;
            const half = valueStart + 5;
            task.emitBytes(
              'copies',
              batch.partition,
              view.key(),
              [buffer.subarray(valueStart, half), buffer.subarray(half, valueEnd)],
              timestamp,
            );
            task.book(view, delivered);
          } else task.book(view, deduplicated);
        });
      },
    };
    const start = async (instance: string) => {
      const context = at.context(instance);
      const runner = new StreamsRunner<Copying>({
        ...context,
        topology,
        pipeline: { words: input },
        setAside: ({ reason, offset }, task) => {
          task.emit('asides', reason, { reason, offset });
        },
        instance,
      });
      await runner.start();
      return { runner, ...context };
    };
    const [sender, copied, aside] = [
      await Sender.of(at, words),
      await Collector.of(at, copies),
      await Collector.of(at, asides),
    ];

    const one = await start('one');
    await sender.send(['han', 'dok', 'sae', 'han']);
    await sender.sendBytes([
      { key: 'bad', value: Buffer.from([0, 0x70, 0, 0, 0, 2, 65]) },
      { key: 'good', value: sender.encode('good') },
    ]);
    await copied.until(({ length }) => length === 4);
    await aside.until(({ length }) => length === 1);
    expect(copied.values.map(({ key, value }) => `${key}=${value.word}`).sort()).toEqual([
      'dok=dok',
      'good=good',
      'han=han',
      'sae=sae',
    ]);
    expect(aside.values[0]?.value.reason).toBe('unknown-schema-id');
    expect(await one.metrics.metrics()).toMatch(/naru_records_total\{.*fate="deduplicated".*\} 1\n/);
    await one.runner.close();

    const two = await start('two');
    await sender.send(['dok', 'bom', 'sae']);
    await copied.until(({ length }) => length === 5);
    expect(copied.values.at(-1)?.key).toBe('bom');
    await two.runner.close();
    expect(await two.metrics.metrics()).toMatch(/naru_records_total\{.*fate="deduplicated".*\} 2\n/);
    await Promise.all([copied.close(), aside.close()]);
  });
});
