import type { ConnectionOptions } from '@platformatic/kafka';
import type { KafkaMetrics } from '../metrics.js';

export interface KafkaClientOptions {
  /** host:port of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** Shown in the brokers' logs and quotas. */
  readonly clientId: string;
  /** How long one request may take, and how long one is tried again. */
  readonly requestTimeoutMs?: number;
  readonly retryForMs?: number;
  readonly tls?: ConnectionOptions['tls'];
  readonly sasl?: ConnectionOptions['sasl'];
  readonly metrics?: KafkaMetrics;
}
