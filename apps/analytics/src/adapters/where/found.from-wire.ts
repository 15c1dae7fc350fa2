import {
  type EnergyReading,
  type HubDeadLetter,
  type HubDuplicate,
  type HubFront,
  type HubPlace,
  type HubQuarantinedRecord,
  type TopicContract,
  kinds,
  topics,
} from '@naru/contracts';
import {
  type Copy,
  type Found,
  type Place,
  type Repeat,
  type SetAside,
  type Statement,
  nothing,
} from '../../domain/where/found.js';
import { uuidOf } from '../../domain/where/record-id.js';

/** A record that stands on Kafka, and is not known to be in the warehouse. */
export interface Standing {
  readonly place: Place;
  readonly value: unknown;
}

type Read = (standing: Standing) => Found;

const copyFrom = (kind: string, { place, value }: Standing): Copy => {
  const front = value as HubFront;
  return {
    place,
    isTabled: false,
    recordId: uuidOf(front.recordId),
    contentHash: uuidOf(front.contentHash),
    kind,
    source: front.source,
    device: front.device,
    lane: front.lane,
    receivedAt: front.receivedAt,
    observedAt: front.observedAt,
  };
};

const statementFrom = (kind: string, standing: Standing): Statement => {
  const placed = standing.value as HubPlace & Partial<Pick<EnergyReading, 'property'>>;
  return {
    ...copyFrom(kind, standing),
    revision: placed.revision,
    cause: placed.cause,
    assetId: placed.assetId,
    placeReason: placed.placeReason,
    longitude: placed.placePoint?.longitude ?? null,
    latitude: placed.placePoint?.latitude ?? null,
    zones: placed.zones,
    h3: placed.h3,
    building: placed.building,
    storey: placed.storey,
    masterDataAt: placed.masterDataAt,
    property: placed.property ?? null,
  };
};

const repeatFrom = ({ place, value }: Standing): Repeat => {
  const duplicate = value as HubDuplicate;
  return {
    place,
    isTabled: false,
    recordId: uuidOf(duplicate.recordId),
    source: duplicate.source,
    kind: duplicate.kind,
    stage: duplicate.stage,
    receivedAt: duplicate.receivedAt,
    copy: {
      topic: duplicate.originTopic,
      partition: duplicate.originPartition,
      offset: duplicate.originOffset,
    },
    first: { topic: duplicate.firstTopic, partition: duplicate.firstPartition, offset: duplicate.firstOffset },
  };
};

const setAsideFrom = (fate: SetAside['fate'], { place, value }: Standing): SetAside => {
  const letter = value as HubDeadLetter & HubQuarantinedRecord;
  const { originTopic: topic, originPartition: partition, originOffset: offset } = letter;
  return {
    place,
    isTabled: false,
    fate,
    recordId: letter.recordId && uuidOf(letter.recordId),
    source: letter.source,
    stage: letter.stage,
    kind: letter.kind,
    reason: letter.reason,
    detail: letter.detail,
    receivedAt: letter.receivedAt,
    observedAt: letter.observedAt,
    origin: topic === null || partition === null || offset === null ? null : { topic, partition, offset },
    attempt: letter.attempt,
    size: letter.size,
    sha256: letter.sha256.toString('hex'),
    isKept: letter.sealed !== null,
  };
};

const readers = new Map<string, Read>([
  ...kinds.flatMap(({ domain, kind, raw, rawHistory, placed }): [string, Read][] => {
    const of = `${domain}/${kind}`;
    const asCopy: Read = (standing) => ({ ...nothing, copies: [copyFrom(of, standing)] });
    return [
      [raw.name, asCopy],
      [rawHistory.name, asCopy],
      [placed.name, (standing) => ({ ...nothing, statements: [statementFrom(of, standing)] })],
    ];
  }),
  [topics.hubDuplicates.name, (standing) => ({ ...nothing, repeats: [repeatFrom(standing)] })],
  [topics.hubDeadLetters.name, (standing) => ({ ...nothing, setAside: [setAsideFrom('dead-lettered', standing)] })],
  [topics.hubQuarantine.name, (standing) => ({ ...nothing, setAside: [setAsideFrom('quarantined', standing)] })],
]);

const catalogue: readonly TopicContract[] = Object.values(topics);

/** The topics in which a record, or a word about it, can stand. */
export const searchedTopics: readonly TopicContract[] = catalogue.filter(({ name }) => readers.has(name));

/** What a record of a searched topic says. */
export const foundFrom = (standing: Standing): Found => readers.get(standing.place.topic)?.(standing) ?? nothing;
