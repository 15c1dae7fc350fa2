import { type HubSourceKey, topics } from '@naru/contracts';
import { type StreamsContext, View } from '@naru/streams';
import type { SourceKeys } from './source-keys.js';

/** The view that keeps `keys` as hub.source-keys.v1 says; await its `ready` before the first record is set aside. */
export function followSourceKeys(context: StreamsContext, keys: SourceKeys): View<HubSourceKey> {
  return new View<HubSourceKey>({ ...context, topic: topics.hubSourceKeys, apply: keys.apply });
}
