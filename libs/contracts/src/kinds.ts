import type { AvroField } from './avro-schema.js';
import type { HubFront, HubPlace } from './generated/hub.types.js';
import { frontFields } from './generated/fragments.js';
import { topics } from './generated/topics.js';
import type { TopicContract } from './topic-contract.js';

/** One kind of record that sources send: `POST /v1/{domain}/{kind}`, and the three topics it lives in. */
export interface Kind {
  readonly domain: string;
  readonly kind: string;
  readonly raw: TopicContract<HubFront>;
  readonly rawHistory: TopicContract<HubFront>;
  readonly placed: TopicContract<HubFront & HubPlace>;
  /** How old a live record may be when it arrives (s). */
  readonly latenessSeconds: number;
}

function kindOf(placed: TopicContract): Kind {
  const ofSchema = (lane: 'live' | 'history') => {
    const found = catalogue.find((topic) => topic.lane === lane && topic.schema === raw?.schema);
    if (found === undefined) throw new Error(`The catalogue has no ${lane} topic for ${placed.name}`);
    return found as TopicContract<HubFront>;
  };
  const raw = catalogue.find((topic) => topic.name === placed.enriches);
  const live = ofSchema('live');
  return {
    domain: placed.context,
    kind: placed.noun,
    raw: live,
    rawHistory: ofSchema('history'),
    placed: placed as TopicContract<HubFront & HubPlace>,
    latenessSeconds: live.latenessSeconds ?? 0,
  };
}

const catalogue: readonly TopicContract[] = Object.values(topics);

/** Every kind of record that sources may send. */
export const kinds: readonly Kind[] = catalogue.filter((topic) => topic.enriches !== undefined).map(kindOf);

/** What a sender says of a record of this kind, beside the common front: the fields after it, in wire order. */
export const domainFields = (kind: Kind): readonly AvroField[] => kind.raw.avro.fields.slice(frontFields.length);
