import { type ProblemKind, httpProblems } from '@naru/http';
import type { Contract, ReasonModel } from '../contract.js';
import type { ErrorClass } from '../error-classes.js';
import { table, withPart } from '../markdown.js';
import type { ServiceFacts } from '../services.js';

/** Where codes come from, beside the contract. */
export interface Codes {
  readonly services: readonly ServiceFacts[];
  readonly classes: readonly ErrorClass[];
}

/** Pages named as `docs/…` become links from a page in `docs/`. */
const linked = (text: string) => text.replaceAll(/docs\/([\w/-]+)\.md/g, '[$1]($1.md)');
/** A bar would end the cell. */
const cell = (text: string) => linked(text).replaceAll('|', '\\|');
const code = (text: string) => `\`${text}\``;

function problems({ services }: Codes): string {
  const ofService = services.flatMap(({ service, problems }) => problems.map((kind) => [service, kind] as const));
  const everywhere = Object.values(httpProblems).map((kind): readonly [string, ProblemKind] => ['every service', kind]);
  const rows = [...everywhere, ...ofService].sort(([, a], [, b]) => (a.code < b.code ? -1 : 1));
  return table(
    ['code', 'status', 'answered by', 'meaning', 'what to do'],
    rows.map(([by, kind]) => [code(kind.code), String(kind.status), by, cell(kind.title), cell(kind.advice)]),
  );
}

const errors = ({ classes }: Codes): string =>
  table(
    ['code', 'class', 'thrown in', 'meaning', 'what to do'],
    classes.map(({ name, home, meaning, advice, ...error }) => [
      code(error.code),
      code(name),
      home,
      cell(meaning),
      cell(advice),
    ]),
  );

function reasons(contract: Contract): string {
  const of = (head: string, group: ReasonModel['group']) =>
    table(
      [head, 'meaning'],
      contract.reasons
        .filter((reason) => reason.group === group)
        .map((reason) => [code(reason.code), cell(reason.meaning)]),
    );
  return [
    '## Reasons',
    '',
    'Why a record was set aside. The list is closed: these codes stand in answers, metrics, topics and tables.',
    '',
    'To `hub.dead-letters.v1`, its bytes sealed, since it can not be processed as it is:',
    '',
    of('dead letter', 'dead-lettered'),
    '',
    'To `hub.quarantine.v1`, readable, and releasable:',
    '',
    of('quarantine', 'quarantined'),
    '',
    'Why the place of a placed record is incomplete (`placeReason`):',
    '',
    of('place', 'place'),
  ].join('\n');
}

/** `docs/errors.md` with its tables made anew; what stands around them is written by hand. */
export function errorsDoc(contract: Contract, codes: Codes, written: string): string {
  const parts = [
    { name: 'problems', from: 'libs/http and each apps/*/src/http/problems.ts', text: problems(codes) },
    { name: 'errors', from: 'the error classes of apps and libs', text: errors(codes) },
    { name: 'reasons', from: 'schemas/hub/reasons.yaml', text: reasons(contract) },
  ];
  return parts.reduce(withPart, written);
}
