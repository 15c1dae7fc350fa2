import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { RunnerOptions } from './options.js';
import type { Topology } from '../topology/topology.js';

/**
 * Runs a topology: `app.connectMicroservice({ strategy: runner })`. Takes batches, calls handlers, and commits their
 * outputs, changelogs and offsets in one transaction an instance.
 */
export declare class StreamsRunner<T extends Topology> implements CustomTransportStrategy {
  constructor(options: RunnerOptions<T>);
  /** Checks the topology against the broker, reads globals, joins the group; calls back when it has begun to. */
  listen(callback: (error?: unknown) => void): void;
  /** Stops reading, commits or aborts what is open, leaves the group. */
  close(): Promise<void>;
}
