import type { KafkaMetrics } from '@naru/kafka';
import type { MetricsRegistry } from '@naru/observability';
import { counterIn, gaugeIn, histogramIn } from './metrics.js';

/** What the batch plane measures, as metrics: `KafkaClient.connect({ …, metrics: kafkaMetrics(metrics) })`. */
export function kafkaMetrics(registry: MetricsRegistry): KafkaMetrics {
  const requests = histogramIn(registry, {
    name: 'naru_kafka_request_seconds',
    help: 'From a request to its answer; answered is false where none came',
    labelNames: ['api', 'answered'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
  });
  const bytes = counterIn(registry, {
    name: 'naru_kafka_bytes_total',
    help: 'Compressed bytes fetched from and acknowledged by topics',
    labelNames: ['direction', 'topic'],
  });
  const retries = counterIn(registry, {
    name: 'naru_kafka_retries_total',
    help: "Requests sent again, by Kafka's name of the error",
    labelNames: ['api', 'error'],
  });
  const rebalances = counterIn(registry, {
    name: 'naru_kafka_rebalances_total',
    help: 'Generations of a group that this instance joined',
    labelNames: ['group'],
  });
  const tasks = gaugeIn(registry, {
    name: 'naru_kafka_tasks',
    help: 'Tasks of a group that this instance has',
    labelNames: ['group'],
  });
  const restarts = counterIn(registry, {
    name: 'naru_kafka_fetch_restarts_total',
    help: 'Times that fetching had stood still although there was more to read, and was begun anew',
    labelNames: ['group'],
  });
  const ends = counterIn(registry, {
    name: 'naru_kafka_late_ends_total',
    help: "Partitions that had not heard of a transaction's end; told is false where this service may not tell them",
    labelNames: ['topic', 'told'],
  });
  const held = counterIn(registry, {
    name: 'naru_kafka_held_total',
    help: 'Times that a partition could be read no further for 10 s, because a transaction in it has had no end',
    labelNames: ['topic'],
  });
  const idle = gaugeIn(registry, {
    name: 'naru_kafka_member_idle_seconds',
    help: 'Since a member last polled and last had a fetch answered, at its last heartbeat: growing, it lives and does not work',
    labelNames: ['group', 'what'],
  });
  return {
    request: (api, milliseconds, answered) => {
      requests.observe({ api, answered: String(answered) }, milliseconds / 1_000);
    },
    fetched: (topic, count) => {
      bytes.inc({ direction: 'fetched', topic }, count);
    },
    produced: (topic, count) => {
      bytes.inc({ direction: 'produced', topic }, count);
    },
    retry: (api, error) => {
      retries.inc({ api, error });
    },
    rebalance: (group, _generation, count) => {
      rebalances.inc({ group });
      tasks.set({ group }, count);
    },
    restarted: (group) => {
      restarts.inc({ group });
    },
    endedLate: (topic, told) => {
      ends.inc({ topic, told: String(told) });
    },
    held: (topic) => {
      held.inc({ topic });
    },
    heartbeat: (group, sinceFetchMs, sincePollMs) => {
      idle.set({ group, what: 'fetch' }, sinceFetchMs / 1_000);
      idle.set({ group, what: 'poll' }, sincePollMs / 1_000);
    },
  };
}
