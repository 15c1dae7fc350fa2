import { type HubAccessKey, topics } from '@naru/contracts';
import { type StreamsContext, View } from '@naru/streams';
import type { AccessKeys } from './access-keys.js';

/** The view that keeps `keys` as hub.access-keys.v1 says; start it before HTTP, close it after. */
export function followAccessKeys(context: StreamsContext, keys: AccessKeys): View<HubAccessKey> {
  return new View<HubAccessKey>({ ...context, topic: topics.hubAccessKeys, apply: keys.apply });
}
