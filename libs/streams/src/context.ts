import type { SchemaRegistry } from '@naru/avro';
import type { PhysicalNames } from '@naru/contracts';
import type { KafkaClient } from '@naru/kafka';
import type { Logger, MetricsRegistry, Readiness } from '@naru/observability';

/** What everything that moves records of a service is given. */
export interface StreamsContext {
  /** Connected; the service closes it after the runner and the views. */
  readonly client: KafkaClient;
  readonly registry: SchemaRegistry;
  readonly names: PhysicalNames;
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly metrics: MetricsRegistry;
  /** What ends the process after something that must not be gone on after; it is logged already. `process.exit(1)` by default. */
  readonly onFatal?: (error: unknown) => void;
}

export const endProcess = (): never => process.exit(1);
