import { type MarkingTask, markHeaders } from '../time/progress-mark.js';
import type { TaskClock } from '../time/task-clock.js';
import type { InputPort } from './input-port.js';
import type { Output, Outputs } from './outputs.js';

/** The clock is passed on when it has moved so far. */
const EVERY_MS = 1_000;

/** Topics that tasks read, which are told how far a stage has come. */
export interface MarkedTopics {
  /** Read by the stage itself. They are told how far its other inputs have come: else it would wait for itself. */
  readonly loops: readonly Output[];
  readonly others: readonly Output[];
}

/** Passes the clock of a task on to whoever reads what it writes: into every partition, behind what came before. */
export class MarkPasser {
  #passed: Readonly<Record<keyof MarkedTopics, number>> = { loops: 0, others: 0 };
  #passing = this.#passed;

  constructor(
    private readonly time: TaskClock<InputPort>,
    private readonly topics: MarkedTopics,
  ) {}

  get isDue(): boolean {
    return this.#due('loops') !== undefined || this.#due('others') !== undefined;
  }

  write(outputs: Outputs, from: MarkingTask): void {
    for (const kind of ['loops', 'others'] as const) {
      const at = this.#due(kind);
      if (at === undefined) continue;
      this.#passing = { ...this.#passing, [kind]: at };
      for (const output of this.topics[kind])
        for (let partition = 0; partition < output.topic.partitions; partition++)
          outputs.append({ output, partition, timestamp: at, key: null, value: null, headers: markHeaders(at, from) });
    }
  }

  merge(): void {
    this.#passed = this.#passing;
  }

  drop(): void {
    this.#passing = this.#passed;
  }

  #due(kind: keyof MarkedTopics): number | undefined {
    if (this.topics[kind].length === 0) return undefined;
    const progress = this.time.progress(kind === 'others');
    return progress !== undefined && progress >= this.#passed[kind] + EVERY_MS ? progress : undefined;
  }
}
