import type { Contract, ReasonModel } from '../contract.js';

const begin = '<!-- reasons: generated from schemas/hub/reasons.yaml by `npm run generate` -->';
const end = '<!-- end of reasons -->';

/** A table laid out as Prettier does it, since the page is also written by hand. */
function table(head: string, reasons: readonly ReasonModel[]): string {
  const rows = [[head, 'meaning'], ...reasons.map(({ code, meaning }) => [`\`${code}\``, meaning])];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [first = '', ...others] = rows.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...others].join('\n');
}

function section(contract: Contract): string {
  const of = (group: ReasonModel['group']) => contract.reasons.filter((reason) => reason.group === group);
  return [
    begin,
    '',
    '## Reasons',
    '',
    'Why a record was set aside. The list is closed: these codes stand in answers, metrics, topics and tables.',
    '',
    'To `hub.dead-letters.v1`, its bytes sealed, since it can not be processed as it is:',
    '',
    table('dead letter', of('dead-lettered')),
    '',
    'To `hub.quarantine.v1`, readable, and releasable:',
    '',
    table('quarantine', of('quarantined')),
    '',
    'Why the place of a placed record is incomplete (`placeReason`):',
    '',
    table('place', of('place')),
    '',
    end,
  ].join('\n');
}

/** `docs/errors.md` with its part on reasons made anew; the rest of the page is written by hand. */
export function errorsDoc(contract: Contract, written: string): string {
  const from = written.indexOf(begin);
  const to = written.indexOf(end);
  if (from < 0 || to < 0) return `${written.trimEnd()}\n\n${section(contract)}\n`.trimStart();
  return written.slice(0, from) + section(contract) + written.slice(to + end.length);
}
