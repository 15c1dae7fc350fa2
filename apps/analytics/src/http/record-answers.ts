import { type TableContract, tables } from '@naru/clickhouse';
import type { PhysicalNames } from '@naru/contracts';
import { z } from 'zod';
import type { Gaps, ToldRecord } from '../adapters/where/record-search.js';
import type { Candidate } from '../domain/where/candidates.js';
import type { ToldFact } from '../domain/where/facts.js';
import type { Found, Place, Statement } from '../domain/where/found.js';
import type { Hop, Stated, TakenCopy, ToldAside } from '../domain/where/story.js';

const instant = z.iso.datetime();
const count = z.number().int();
const fate = z.enum(['delivered', 'deduplicated', 'dead-lettered', 'quarantined']);

const place = z.object({ topic: z.string(), partition: count, offset: count });
const standing = {
  ...place.shape,
  onKafka: z.boolean().nullable().describe('Whether Kafka still has it, or retention has deleted it; null: not known.'),
  table: z.string().nullable().describe('Table in ClickHouse with its row; null: no row yet, or nobody can say.'),
};

const stage = z.object({
  stage: z.string().describe('A service that reads the topic.'),
  state: z
    .enum(['taken', 'in-flight', 'missing', 'lost', 'unknown'])
    .describe(
      'missing: the stage is beyond it and has not taken it. lost: deleted before it was read, gone on by command.',
    ),
  at: instant.nullable().describe('When the stage booked it; null: not booked, or the time is not known (yet).'),
  since: instant.nullable().describe('Since when it is in flight to this stage.'),
  fate: fate.nullable().describe('null: not taken yet, or what came of it is not to be seen yet.'),
  reason: z.string().nullable().describe('Why it was set aside, see docs/errors.md.'),
  against: place.nullable().describe('The first copy, where this one is a duplicate.'),
  revision: count.nullable().describe('As which revision enrichment published it.'),
});

const setAside = z.object({
  fate: z.enum(['dead-lettered', 'quarantined']),
  stage: z.string().describe('Service that set it aside.'),
  kind: z.string(),
  reason: z.string(),
  detail: z.string().describe('What was expected; holds no value of the record.'),
  recordId: z.guid().nullable(),
  sha256: z.string().describe('Of the original bytes, hex digits.'),
  size: count.describe('Bytes of the original.'),
  isKept: z.boolean().describe('Whether the bytes are kept, sealed.'),
  attempt: count.describe('0 at first; one more with each re-drive.'),
  receivedAt: instant,
  observedAt: instant.nullable(),
  origin: place.nullable().describe('What it was read from; null: it was set aside by ingest.'),
  state: z
    .enum(['waiting', 'redriven', 'released', 'expired', 'unreturnable', 'unknown'])
    .describe(
      'waiting: for somebody to take it back. expired: Kafka has deleted it, and no command about it is remembered. unreturnable: its bytes were not kept, or its stage takes nothing back.',
    ),
  back: z
    .object({
      by: z.string().describe('Key of whoever commanded it.'),
      at: instant.describe('When it was commanded.'),
      attempt: count.describe('1 is the first return.'),
      isFixed: z.boolean().describe('Whether other bytes went on than those that were set aside.'),
      passage: z.enum(['in-flight', 'taken', 'unknown']).describe('Whether its stage has taken it again.'),
      fate: fate.nullable().describe('What became of it then; null: nothing yet, or that is not to be seen.'),
      reason: z.string().nullable(),
    })
    .nullable()
    .describe('How it was re-driven or released.'),
  ...standing,
});

export const recordAnswer = z.object({
  recordId: z.guid().nullable().describe('null: bytes without an id, asked for by their SHA-256.'),
  askedAt: instant.describe('Everything here is as of then.'),
  state: z
    .enum(['in-flight', 'missing', 'lost', 'delivered', 'deduplicated', 'dead-lettered', 'quarantined', 'unknown'])
    .describe('What matters most: whether something is wrong, then whether it is on its way, then where it ended.'),
  kind: z.string().nullable(),
  source: z.string(),
  device: z.string().nullable(),
  observedAt: instant.nullable(),
  answers: z
    .array(z.object({ at: instant, fate, reason: z.string().nullable(), expected: z.string().nullable() }))
    .describe('What ingest answered, each time that it was sent.'),
  copies: z
    .array(
      z.object({
        receivedAt: instant,
        contentHash: z.guid().nullable(),
        lane: z.string().nullable(),
        ...standing,
        stages: z.array(stage),
      }),
    )
    .describe('In a raw topic: one for each time that it was sent and taken.'),
  revisions: z
    .array(
      z.object({
        revision: count,
        cause: z.string().nullable(),
        contentHash: z.guid(),
        observedAt: instant,
        place: z.object({
          assetId: z.string().nullable(),
          reason: z.string().nullable().describe('Why it is incomplete.'),
          point: z.object({ longitude: z.number(), latitude: z.number() }).nullable(),
          zones: z.record(z.string(), z.string()),
          h3: z.string().nullable(),
          building: z.string().nullable(),
          storey: count.nullable(),
          masterDataAt: instant
            .nullable()
            .describe('When the hub learned the version of the master data that says so.'),
        }),
        ...standing,
        stages: z.array(stage),
      }),
    )
    .describe('As it was published, with its place: one for each revision.'),
  setAside: z.array(setAside),
  facts: z
    .array(
      z.object({
        fact: z.enum(['parking/sessions', 'energy/intervals', 'security/detections']),
        factId: z.guid(),
        part: z
          .enum(['opens', 'completes', 'ends', 'within'])
          .describe(
            'opens: the session names it as the record that opens it. completes: the detection names it among its records. ends: no id says so, but the session of the same bay ended when it was seen. within: no id says so, but the fact is about the same asset and the time when it was seen.',
          ),
        assetId: z.string(),
        about: z.string().nullable().describe('The property of an interval, the rule of a detection.'),
        from: instant,
        to: instant.nullable().describe('null: it lasts.'),
        revision: count.describe('The latest.'),
        cause: z.string().nullable(),
        withdrawn: z.boolean().describe('Whether a later record showed that there is no such fact.'),
        ...standing,
      }),
    )
    .describe('What services made of it. Told to keys that may read or manage.'),
  unknown: z.array(z.string()).describe('What this answer does not know, and why.'),
});
export type RecordAnswer = z.infer<typeof recordAnswer>;

export const recordList = z.object({
  items: z.array(
    z.object({
      recordId: z.guid().nullable(),
      sha256: z.string().nullable().describe('Of what was set aside: it can be asked for by this, too.'),
      fate,
      reason: z.string().nullable(),
      kind: z.string(),
      source: z.string(),
      device: z.string().nullable(),
      receivedAt: instant,
      observedAt: instant.nullable(),
      ...place.shape,
    }),
  ),
  next: z.string().nullable(),
  unknown: z.array(z.string()).describe('What could not be looked at, and why.'),
});

const textOf = (at: number): string => new Date(at).toISOString();
const textOrNull = (at: number | null): string | null => (at === null ? null : textOf(at));
const placeOf = ({ topic, partition, offset }: Place): Place => ({ topic, partition, offset });

const tableOf = new Map<string, TableContract>(tables.map((table) => [table.topic, table]));

const wordsOf: Readonly<Record<keyof Gaps, string>> = {
  warehouse: 'The warehouse does not answer: whatever it has is left out, also when stages booked the record.',
  tail: 'Not all that waits for the warehouse could be looked through: newer copies, revisions and duplicates may be left out.',
  stages: 'Kafka does not say how far the stages are.',
  facts: 'Not all that it may have become part of could be looked at.',
  rows: 'It was sent or restated more often than is told here.',
};
const gapsIn = (gaps: Gaps): string[] =>
  (Object.keys(wordsOf) as (keyof Gaps)[]).filter((gap) => gaps[gap]).map((gap) => wordsOf[gap]);

/** How what was found is told over HTTP. */
export class RecordAnswers {
  constructor(private readonly names: PhysicalNames) {}

  /** Something was found, or there is no answer. */
  record(told: ToldRecord, askedAt: number): RecordAnswer {
    const { story, found, gaps, booksAt, facts } = told;
    const about = aboutOf(found);
    const standing = (item: { readonly place: Place; readonly isTabled: boolean }) => this.#standing(item, told);
    return {
      recordId: about?.recordId ?? null,
      askedAt: textOf(askedAt),
      state: story.state,
      kind: about?.kind ?? null,
      source: about?.source ?? '',
      device: deviceOf(found),
      observedAt: textOrNull(about?.observedAt ?? null),
      answers: story.answers.map(({ at, fate, reason, detail }) => ({
        at: textOf(at),
        fate,
        reason,
        expected: detail,
      })),
      copies: story.copies.map((copy) => ({ ...toCopy(copy), ...standing(copy), stages: copy.hops.map(toStage) })),
      revisions: story.revisions.map(({ statement, hops }: Stated) => ({
        ...toRevision(statement),
        ...standing(statement),
        stages: hops.map(toStage),
      })),
      setAside: story.setAside.map((told) => ({ ...toSetAside(told), ...standing(told.aside) })),
      facts: (facts ?? []).map(({ fact, part }) => ({ ...toFact(fact), part, ...standing(fact) })),
      unknown: [
        ...gapsIn(gaps),
        ...(facts === undefined ? ['What it became part of is told to keys that may read.'] : []),
        ...(booksAt === null ? ['The books are still being read: whether a stage left it out is not known yet.'] : []),
      ],
    };
  }

  list(
    items: readonly Candidate[],
    { next, gaps }: { readonly next: string | null; readonly gaps: Gaps },
  ): z.infer<typeof recordList> {
    return { items: items.map(toItem), next, unknown: gapsIn(gaps) };
  }

  #standing({ place, isTabled }: { readonly place: Place; readonly isTabled: boolean }, { earliest }: ToldRecord) {
    const first = earliest.get(`${place.topic}/${place.partition}`);
    const table = tableOf.get(place.topic);
    return {
      ...placeOf(place),
      onKafka: first === undefined ? null : place.offset >= first,
      table: isTabled && table !== undefined ? `${this.names.database(table.context)}.${table.table}` : null,
    };
  }
}

/** The latest that is said of the record itself. */
const aboutOf = ({ copies, statements, repeats, setAside }: Found) =>
  [...repeats.map((repeat) => ({ ...repeat, observedAt: null })), ...setAside, ...copies, ...statements].at(-1);

const deviceOf = ({ copies, statements }: Found): string | null => [...copies, ...statements].at(-1)?.device ?? null;

const toCopy = ({ copy, receivedAt }: TakenCopy) => ({
  receivedAt: textOf(receivedAt),
  contentHash: copy?.contentHash ?? null,
  lane: copy?.lane ?? null,
});

const toRevision = (statement: Statement) => {
  const { longitude, latitude } = statement;
  return {
    revision: statement.revision,
    cause: statement.cause,
    contentHash: statement.contentHash,
    observedAt: textOf(statement.observedAt),
    place: {
      assetId: statement.assetId,
      reason: statement.placeReason,
      point: longitude === null || latitude === null ? null : { longitude, latitude },
      zones: { ...statement.zones },
      h3: statement.h3,
      building: statement.building,
      storey: statement.storey,
      masterDataAt: textOrNull(statement.masterDataAt),
    },
  };
};

const toStage = ({ stage, state, at, since, fate, reason, against, revision }: Hop) => ({
  stage,
  state,
  at: textOrNull(at),
  since: textOrNull(since),
  fate,
  reason,
  against: against && placeOf(against),
  revision,
});

const toSetAside = ({ aside, state, back, fate, reason }: ToldAside) => ({
  fate: aside.fate,
  stage: aside.stage,
  kind: aside.kind,
  reason: aside.reason,
  detail: aside.detail,
  recordId: aside.recordId,
  sha256: aside.sha256,
  size: aside.size,
  isKept: aside.isKept,
  attempt: aside.attempt,
  receivedAt: textOf(aside.receivedAt),
  observedAt: textOrNull(aside.observedAt),
  origin: aside.origin && placeOf(aside.origin),
  state,
  back: back && {
    by: back.by,
    at: textOf(back.at),
    attempt: back.attempt,
    isFixed: back.isFixed,
    passage: back.passage,
    fate,
    reason,
  },
});

const toFact = ({ kind, factId, assetId, about, from, to, revision, cause, withdrawn }: ToldFact['fact']) => ({
  fact: kind,
  ...{ factId, assetId, about, revision, cause, withdrawn },
  from: textOf(from),
  to: textOrNull(to),
});

const toItem = (candidate: Candidate): z.infer<typeof recordList>['items'][number] => {
  const { fate, taken } = candidate;
  const isAside = candidate.fate !== 'delivered';
  return {
    recordId: taken.recordId,
    sha256: isAside ? candidate.taken.sha256 : null,
    fate,
    reason: isAside ? candidate.taken.reason : null,
    kind: taken.kind,
    source: taken.source,
    device: isAside ? null : candidate.taken.device,
    receivedAt: textOf(taken.receivedAt),
    observedAt: textOrNull(taken.observedAt),
    ...placeOf(taken.place),
  };
};
