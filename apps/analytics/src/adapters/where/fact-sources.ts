import {
  type EnergyInterval,
  type ParkingSession,
  type SecurityDetection,
  type TopicContract,
  topics,
} from '@naru/contracts';
import { type Fact, type FactKind, quarterMs } from '../../domain/where/facts.js';
import { uuidOf } from '../../domain/where/record-id.js';
import type { Row } from './found.from-rows.js';

/** What a fact says, wherever it stands. */
type Said = Omit<Fact, 'kind' | 'place' | 'isTabled'>;

/** Where the facts of one kind stand, and how they are found there. */
export interface FactSource {
  readonly kind: FactKind;
  readonly topic: TopicContract;
  readonly idColumn: string;
  /** Columns of `Said` under its names, beside those that all facts have. */
  readonly columns: string;
  /** Which facts of an asset are meant of a record that was seen `at`. */
  readonly where: string;
  readonly fromRow: (row: Row) => Said;
  readonly fromWire: (value: unknown) => Said;
}

const text = (value: unknown): string => value as string;
const instant = (value: unknown): number => Date.parse(text(value));
const at = 'fromUnixTimestamp64Milli({at:Int64})';

const commonOf = (row: Row) => ({
  factId: text(row.factId),
  assetId: text(row.assetId),
  revision: row.revision as number,
  withdrawn: Boolean(row.withdrawn),
});

const sessions: FactSource = {
  kind: 'parking/sessions',
  topic: topics.parkingSessions,
  idColumn: 'session_id',
  columns: 'cause, started_at AS startedAt, ended_at AS endedAt, toString(opening_record_id) AS openingRecordId',
  // those before the latest few are over; rows are sorted so
  where: `started_at <= ${at} ORDER BY started_at DESC LIMIT 20`,
  fromRow: (row) => ({
    ...commonOf(row),
    about: null,
    from: instant(row.startedAt),
    to: row.endedAt === null ? null : instant(row.endedAt),
    cause: row.cause as string | null,
    recordIds: [text(row.openingRecordId)],
  }),
  fromWire: (value) => {
    const session = value as ParkingSession;
    const { assetId, revision, cause, withdrawn, startedAt: from, endedAt: to } = session;
    const recordIds = [uuidOf(session.openingRecordId)];
    return { factId: uuidOf(session.sessionId), assetId, about: null, from, to, revision, cause, withdrawn, recordIds };
  },
};

const intervals: FactSource = {
  kind: 'energy/intervals',
  topic: topics.energyIntervals,
  idColumn: 'interval_id',
  columns: 'cause, property, started_at AS startedAt',
  where: `started_at <= ${at} AND started_at >= ${at} - INTERVAL ${quarterMs} MILLISECOND`,
  fromRow: (row) => ({
    ...commonOf(row),
    about: text(row.property),
    from: instant(row.startedAt),
    to: instant(row.startedAt) + quarterMs,
    cause: row.cause as string | null,
    recordIds: [],
  }),
  fromWire: (value) => {
    const { intervalId, assetId, property, startedAt, revision, cause, withdrawn } = value as EnergyInterval;
    return {
      ...{ factId: uuidOf(intervalId), assetId, about: property, from: startedAt, to: startedAt + quarterMs },
      ...{ revision, cause, withdrawn, recordIds: [] },
    };
  },
};

const detections: FactSource = {
  kind: 'security/detections',
  topic: topics.securityDetections,
  idColumn: 'detection_id',
  columns:
    'rule, first_observed_at AS firstObservedAt, observed_at AS observedAt, arrayMap(id -> toString(id), record_ids) AS recordIds',
  where: `observed_at >= ${at} AND has(record_ids, {recordId:UUID})`,
  fromRow: (row) => ({
    ...commonOf(row),
    about: text(row.rule),
    from: instant(row.firstObservedAt),
    to: instant(row.observedAt),
    cause: null,
    recordIds: row.recordIds as string[],
  }),
  fromWire: (value) => {
    const detection = value as SecurityDetection;
    const { assetId, rule, firstObservedAt: from, observedAt: to, revision, withdrawn } = detection;
    const recordIds = detection.recordIds.map(uuidOf);
    return {
      ...{ factId: uuidOf(detection.detectionId), assetId, about: rule, from, to },
      ...{ revision, cause: null, withdrawn, recordIds },
    };
  },
};

export const factSources: readonly FactSource[] = [sessions, intervals, detections];
