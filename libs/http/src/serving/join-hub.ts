import { SchemaRegistry, type WireCodec, codecFor } from '@naru/avro';
import type { CommonConfig } from '@naru/config';
import { type TopicContract, physicalNames } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { type StreamsContext, assertSafe, kafkaMetrics, patiently } from '@naru/streams';
import type { Surroundings } from './service-options.js';
import { brokerCondition, brokerWatch } from './broker-watch.js';

/** Topics by name, with what their values are on the wire. */
export type TopicsOf<W> = { readonly [N in keyof W]: TopicContract<W[N]> };
export type CodecsOf<W> = { readonly [N in keyof W]: WireCodec<W[N]> };

/** The hub as a service meets it: broker and registry, found. */
export interface Hub extends StreamsContext {
  /** Codecs by the same names; waits, and says so in readiness, until the registry has their schemas. */
  codecs<W extends Readonly<Record<string, unknown>>>(topics: TopicsOf<W>): Promise<CodecsOf<W>>;
}

export type HubConfig = Pick<CommonConfig, 'kafkaBrokers' | 'registryUrl' | 'tenant' | 'instance' | 'development'>;

/**
 * Connects a service to the hub. While the broker is away it waits and says so in readiness, now and later on. The
 * connection is closed when everything else has stopped. Throws UnsafeClusterError where the cluster can lose what it has
 * acknowledged, unless this is a development machine.
 */
export async function joinHub(service: string, config: HubConfig, surroundings: Surroundings): Promise<Hub> {
  const { logger, metrics, readiness, lifecycle, signal } = surroundings;
  const names = physicalNames(config.tenant);
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  readiness.notReady(brokerCondition, 'not reached yet');
  const connect = (): Promise<KafkaClient> =>
    KafkaClient.connect(
      { brokers: config.kafkaBrokers, clientId: `${service}-${config.instance}`, metrics: kafkaMetrics(metrics) },
      signal,
    );
  const client = await patiently(connect, { condition: brokerCondition, logger, readiness, signal });
  await lifecycle.start([{ name: 'kafka', stop: () => client.close() }, brokerWatch(client, { logger, readiness })]);
  if (!config.development)
    await patiently(() => assertSafe(client.admin, names, service), {
      condition: 'safe topics',
      logger,
      readiness,
      signal,
    });

  async function codecs<W extends Readonly<Record<string, unknown>>>(topics: TopicsOf<W>): Promise<CodecsOf<W>> {
    const named = Object.entries<TopicContract>(topics);
    const look = () =>
      Promise.all(named.map(async ([name, topic]) => [name, await codecFor(topic, registry)] as const));
    const found = await patiently(look, { condition: 'registry', logger, readiness, signal });
    // by the names that were given, each the codec of its topic
    return Object.fromEntries(found) as CodecsOf<W>;
  }

  return { client, registry, names, logger, readiness, metrics, codecs };
}
