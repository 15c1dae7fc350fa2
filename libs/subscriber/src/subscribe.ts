import { StaleGenerationError } from '@naru/kafka';
import { intakeOf, joinGroup } from './group.js';
import { openSubscription } from './open.js';
import type { GroupOptions, Handler, Subscription, SubscriptionOptions } from './options.js';
import type { Topics } from './received.js';
import { warn } from './warn.js';

export interface SubscribeOptions<T extends Topics> extends SubscriptionOptions<T>, GroupOptions {
  readonly handle: Handler<T>;
}

/**
 * Subscribes as a member of a group, at least once: positions are committed when the handler is done. Where it upserts by
 * id and revision, each record counts once. The topics need equally many partitions.
 * Throws PositionMissingError where the group has no positions and `startAt` is left out.
 */
export function subscribe<T extends Topics>(options: SubscribeOptions<T>): Promise<Subscription> {
  const { group, handle, maxBufferedBytes, onRetry = warn } = options;
  return openSubscription(options, group, async (client, { topics }) => {
    const consumer = await joinGroup(client, { ...options, topics, maxBufferedBytes, onRetry });
    return {
      intake: intakeOf(consumer, topics),
      deliver: async ({ records, positions }, signal, patiently) => {
        if (records.length > 0)
          await patiently(
            async () => handle(records, { signal }),
            () => !consumer.rebalancing,
          );
        await patiently(
          () => consumer.commit(positions),
          (error) => !(error instanceof StaleGenerationError) && !consumer.rebalancing,
        );
      },
    };
  });
}
