import { Admin } from './admin.js';
import { Cluster, type Away } from './cluster/cluster.js';
import type { KafkaClientOptions } from './cluster/options.js';
import { withRetries } from './cluster/retries.js';
import { HeldPartitions } from './ends/held-partitions.js';

/** The way to one Kafka cluster; readers, consumers and producers share what it knows. */
export class KafkaClient {
  readonly admin: Admin;
  /** For the parts of this library. */
  readonly held: HeldPartitions;

  private constructor(
    /** For the parts of this library. */
    readonly cluster: Cluster,
  ) {
    this.admin = new Admin(cluster);
    this.held = new HeldPartitions(cluster);
  }

  /** Connects to the first broker that answers; TransientError where none does for 30 s (`retryForMs`), or at `signal`. */
  static async connect(options: KafkaClientOptions, signal?: AbortSignal): Promise<KafkaClient> {
    const cluster = new Cluster(options);
    try {
      await withRetries({ what: 'Metadata', cluster, ...(signal && { signal }) }, () => cluster.refresh());
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return new KafkaClient(cluster);
  }

  /** Partitions of a topic; TransientError UNKNOWN_TOPIC_OR_PARTITION where it stays unknown for 5 s. */
  async partitions(topic: string): Promise<number> {
    return (await this.cluster.partitionsOf(topic)).length;
  }

  /** Since when no broker has answered anything, and why; undefined while they answer. For readiness: readers just wait. */
  get away(): Away | undefined {
    return this.cluster.away;
  }

  /** Closes every connection; close readers, consumers and producers first. */
  async close(): Promise<void> {
    await this.cluster.close();
  }
}
