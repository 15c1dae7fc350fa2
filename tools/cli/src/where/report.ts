import { toTable } from '../ledger/table.js';
import type {
  BackAnswer,
  CandidatesAnswer,
  CopyAnswer,
  FactAnswer,
  Place,
  RecordAnswer,
  RevisionAnswer,
  SetAsideAnswer,
  StageAnswer,
} from './answers.js';

const placeOf = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;
const words = (...parts: readonly (string | null | false)[]): string => parts.filter(Boolean).join(' ');

/** The story of one record for a terminal, in the order of the flow. */
export function toStory(answer: RecordAnswer): string {
  return [
    [headline(answer), verdict(answer)].join('\n'),
    ...section(
      'Answered by ingest',
      answer.answers.map(({ at, fate, reason, expected }) => [at, fate, reason ?? '', expected ?? '']),
    ),
    ...answer.copies.map((copy) => copyOf(copy)),
    ...answer.revisions.map((revision) => revisionOf(revision)),
    ...answer.facts.map((fact) => factOf(fact)),
    ...answer.setAside.map((aside) => setAsideOf(aside)),
    ...unknownOf(answer),
  ].join('\n\n');
}

function headline({ recordId, kind, source, device, observedAt }: RecordAnswer): string {
  const record = recordId === null ? 'A record without an id' : `Record ${recordId}`;
  return `${record}: ${words(kind, `from ${source}`)}${device === null ? '' : `, device ${device}`}${observedAt === null ? '' : `, seen ${observedAt}`}`;
}

function verdict({ state, askedAt, copies, revisions, setAside }: RecordAnswer): string {
  const comingBack = setAside.flatMap(({ stage, back }) =>
    back === null ? [] : [{ stage, state: back.passage, since: back.at }],
  );
  const stages = [...[...copies, ...revisions].flatMap((each) => each.stages), ...comingBack];
  const meant = stages.filter((stage) => stage.state === state);
  const [first] = meant;
  const where =
    first === undefined || state === 'unknown'
      ? ''
      : state === 'in-flight'
        ? ` to ${[...new Set(meant.map(({ stage }) => stage))].join(', ')}${first.since === null ? '' : ` since ${first.since}`}`
        : ` at ${first.stage}: docs/runbooks/books-dont-balance.md says what to do`;
  return `It is ${state === 'unknown' ? 'not known what became of it' : state.replace('in-flight', 'in flight')}${where}, as of ${askedAt}.`;
}

function copyOf({ receivedAt, stages, ...standing }: CopyAnswer): string {
  return `Taken ${receivedAt} into ${standingOf(standing)}\n${stageTable(stages)}`;
}

function revisionOf({ revision, cause, place, stages, ...standing }: RevisionAnswer): string {
  const { assetId, reason, point, zones, building, storey, masterDataAt } = place;
  const where = [
    assetId === null ? 'no asset' : `asset ${assetId}`,
    ...(point === null ? [] : [`${point.longitude}, ${point.latitude}`]),
    ...Object.entries(zones).map(([kind, id]) => `${kind}/${id}`),
    ...(building === null ? [] : [`building ${building}`]),
    ...(storey === null ? [] : [`storey ${storey}`]),
    ...(reason === null ? [] : [`incomplete: ${reason}`]),
    ...(masterDataAt === null ? [] : [`master data of ${masterDataAt}`]),
  ];
  const title = `Revision ${revision}${cause === null ? '' : ` (${cause})`} in ${standingOf(standing)}`;
  return `${title}\nPlace: ${where.join('; ')}\n${stageTable(stages)}`;
}

const partWords: Readonly<Record<FactAnswer['part'], string>> = {
  opens: 'which it opens',
  completes: 'which names it',
  ends: 'which ended when it was seen',
  within: 'in whose time it was seen',
};

function factOf({ fact, factId, part, assetId, about, from, to, revision, cause, withdrawn, ...standing }: FactAnswer) {
  const said = `revision ${revision}${cause === null ? '' : ` (${cause})`}${withdrawn ? ', withdrawn' : ''}`;
  return [
    `Part of ${fact} ${factId}, ${partWords[part]}: ${words(assetId, about)}, ${to === null ? `since ${from}` : `${from} to ${to}`}`,
    `In ${said}, ${standingOf(standing)}`,
  ].join('\n');
}

function setAsideOf({
  fate,
  stage,
  reason,
  detail,
  origin,
  isKept,
  attempt,
  sha256,
  receivedAt,
  state,
  back,
  ...standing
}: SetAsideAnswer): string {
  return [
    `${fate === 'quarantined' ? 'Quarantined' : 'Dead-lettered'} by ${stage}: ${reason}${detail === '' ? '' : ` (${detail})`}, received ${receivedAt}`,
    `In ${standingOf(standing)}${origin === null ? '' : `; read from ${placeOf(origin)}`}${attempt === 0 ? '' : `; attempt ${attempt}`}`,
    `SHA-256 ${sha256}; its bytes are ${isKept ? 'kept, sealed' : 'not kept'}`,
    back === null ? waitingOf(fate, state, standing) : backOf(stage, state, back),
  ].join('\n');
}

function waitingOf(fate: string, state: SetAsideAnswer['state'], { partition, offset }: Place): string {
  const command = fate === 'quarantined' ? 'release' : 'redrive';
  switch (state) {
    case 'waiting':
      return `It waits to be taken again: naru dead-letters ${command} ${partition}-${offset}`;
    case 'expired':
      return 'Kafka has deleted it, and no command about it is remembered';
    case 'unreturnable':
      return 'It can not be taken back';
    default:
      return 'Nobody can say now whether it was taken back';
  }
}

function backOf(stage: string, state: string, { by, at, attempt, isFixed, passage, fate, reason }: BackAnswer): string {
  const command = `${state === 'released' ? 'Released' : 'Re-driven'} ${at} by ${by}${isFixed ? ', fixed' : ''}, attempt ${attempt}`;
  if (passage === 'in-flight') return `${command}: in flight to ${stage}`;
  if (passage === 'unknown' && fate === null) return `${command}: nobody can say now whether ${stage} has it again`;
  const outcome = fate === null ? 'what became of it is not to be seen here' : words(fate, reason);
  return `${command}: taken again by ${stage}, ${outcome}`;
}

function standingOf({
  table,
  onKafka,
  ...place
}: Place & { readonly table: string | null; readonly onKafka: boolean | null }): string {
  const kafka = onKafka === false ? ' (no longer on Kafka)' : '';
  return `${placeOf(place)}${kafka}, ${table === null ? 'no row in ClickHouse yet' : `row in ${table}`}`;
}

function stageTable(stages: readonly StageAnswer[]): string {
  return toTable(
    ['  stage', 'state', 'at', 'what became of it'],
    stages.map((stage) => [
      `  ${stage.stage}`,
      stage.state.replace('-', ' '),
      stage.at ?? (stage.since === null ? '' : `since ${stage.since}`),
      words(
        stage.fate,
        stage.revision !== null && `as revision ${stage.revision}`,
        stage.reason,
        stage.against !== null && `against ${placeOf(stage.against)}`,
      ),
    ]),
  );
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [[`${title}:`, ...rows.map((row) => `  ${words(...row)}`)].join('\n')];
}

const unknownOf = ({ unknown }: { readonly unknown: readonly string[] }): string[] =>
  section(
    'Not known',
    unknown.map((gap) => [gap]),
  );

/** Records of which one may be meant, for a terminal. */
export function toCandidates({ items, next, unknown }: CandidatesAnswer): string {
  const table = toTable(
    ['received at', 'seen at', 'id', 'kind', 'device', 'fate'],
    items.map(({ receivedAt, observedAt, recordId, sha256, kind, device, fate, reason }) => [
      receivedAt,
      observedAt ?? '',
      recordId ?? sha256 ?? '',
      kind,
      device ?? '',
      words(fate, reason),
    ]),
  );
  return [
    items.length === 0 ? 'Ingest took nothing of this source then.' : table,
    ...(next === null ? [] : [`More with --cursor ${next}`]),
    ...unknownOf({ unknown }),
  ].join('\n\n');
}
