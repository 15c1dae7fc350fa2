import { KafkaClient } from '@naru/kafka';
import { RecordDecoder } from './decoder.js';
import type { SubscriptionOptions } from './options.js';
import type { Topics } from './received.js';
import { type Deliver, type Intake, RunningSubscription } from './running.js';

/** What a kind of subscription makes of a connection. */
export interface Opened<T extends Topics> {
  readonly intake: Intake;
  readonly deliver: Deliver<T>;
}

/** Connects, opens, and begins to read; leaves nothing open where that fails. */
export async function openSubscription<T extends Topics>(
  options: SubscriptionOptions<T>,
  clientId: string,
  open: (client: KafkaClient, decoder: RecordDecoder<T>) => Promise<Opened<T>>,
): Promise<RunningSubscription<T>> {
  const { brokers, tls, sasl, topics, registry, tenant } = options;
  const decoder = new RecordDecoder(topics, { registry, ...(tenant !== undefined && { tenant }) });
  const client = await KafkaClient.connect({
    brokers,
    clientId: options.clientId ?? clientId,
    ...(tls !== undefined && { tls }),
    ...(sasl !== undefined && { sasl }),
  });
  try {
    return new RunningSubscription(options, { client, decoder, ...(await open(client, decoder)) });
  } catch (error) {
    await client.close();
    throw error;
  }
}
