/** A part of a page that is generated, between two comments; the rest of the page is written by hand. */
export interface PagePart {
  readonly name: string;
  /** What it is made of, for whoever meets the comment. */
  readonly from: string;
  readonly text: string;
}

const beginOf = (name: string) => `<!-- ${name}: generated`;
const endOf = (name: string) => `<!-- end of ${name} -->`;

/** The page with this part made anew; as it is where the page has no place for it. */
export function withPart(page: string, { name, from, text }: PagePart): string {
  if (!hasPart(page, name)) return page;
  const part = [`${beginOf(name)} from ${from} by \`npm run generate\` -->`, '', text, '', endOf(name)].join('\n');
  return page.slice(0, page.indexOf(beginOf(name))) + part + page.slice(page.indexOf(endOf(name)) + endOf(name).length);
}

/** Whether the page has a place for this part: `<!-- topology: generated -->` and, behind it, `<!-- end of topology -->`. */
export function hasPart(page: string, name: string): boolean {
  const begin = page.indexOf(beginOf(name));
  return begin >= 0 && page.indexOf(endOf(name)) > begin;
}

/** What to do about each of these parts that the page has no place for. */
export const partComplaints = (path: string, page: string, names: readonly string[]): string[] =>
  names
    .filter((name) => !hasPart(page, name))
    .map((name) => `${path} has no place for ${name}: write ${beginOf(name)} --> and ${endOf(name)} where it belongs`);

/** A table laid out as Prettier does it, since the pages are also written by hand. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = '', ...others] = rows.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...others].join('\n');
}
