import type { MetricsRegistry } from '@naru/observability';
import { Gauge } from 'prom-client';

interface Remembered {
  readonly seen: { readonly size: number; readonly bytes: number };
  readonly deviceCount: number;
}

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly of: (memory: Remembered) => number;
}

const figures: readonly Figure[] = [
  {
    name: 'naru_enrichment_remembered_ids',
    help: 'Record ids by which duplicates are recognised.',
    of: ({ seen }) => seen.size,
  },
  {
    name: 'naru_enrichment_remembered_bytes',
    help: 'Memory held for these ids.',
    of: ({ seen }) => seen.bytes,
  },
  {
    name: 'naru_enrichment_remembered_devices',
    help: 'Devices whose last place is kept.',
    of: ({ deviceCount }) => deviceCount,
  },
];

/** Shows what the tasks of this instance remember. A task that went elsewhere is shown for as long as it takes up memory. */
export class MemoryMetrics {
  readonly #memories = new Map<number, WeakRef<Remembered>>();

  constructor(registry: MetricsRegistry) {
    const memories = this.#memories;
    for (const { name, help, of } of figures)
      new Gauge({
        name,
        help,
        labelNames: ['task'],
        registers: [registry],
        collect() {
          this.reset();
          for (const [task, memory] of memories) {
            const held = memory.deref();
            if (held !== undefined) this.set({ task }, of(held));
          }
        },
      });
  }

  readonly watch = (task: number, memory: Remembered): void => {
    if (this.#memories.get(task)?.deref() !== memory) this.#memories.set(task, new WeakRef(memory));
  };
}
