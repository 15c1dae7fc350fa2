import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** An error class with a stable code, as its source says: the docstring is its meaning, `@advice` what to do. */
export interface ErrorClass {
  readonly code: string;
  readonly name: string;
  /** Folder of its package: `libs/avro`, `apps/ingest`. */
  readonly home: string;
  readonly meaning: string;
  readonly advice: string;
}

const isSource = (name: string) => name.endsWith('.ts') && !name.endsWith('.spec.ts');

/** Reads the error classes of all apps and libraries, by code. */
export async function readErrorClasses(root: string): Promise<ErrorClass[]> {
  const classes: ErrorClass[] = [];
  for (const kind of ['apps', 'libs'])
    for (const name of await readdir(join(root, kind))) classes.push(...(await classesUnder(root, `${kind}/${name}`)));
  return classes.sort((a, b) => (a.code + a.home < b.code + b.home ? -1 : 1));
}

async function classesUnder(root: string, home: string): Promise<ErrorClass[]> {
  const folder = join(root, home, 'src');
  const files = (await readdir(folder, { recursive: true })).filter(isSource);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => errorClassesIn(text, home));
}

/** The error classes of one source file. */
export function errorClassesIn(text: string, home: string): ErrorClass[] {
  if (!text.includes('NARU_')) return [];
  const classes: ErrorClass[] = [];
  for (const statement of ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true).statements) {
    const code = ts.isClassDeclaration(statement) ? codeOf(statement) : undefined;
    if (!ts.isClassDeclaration(statement) || code === undefined) continue;
    const advice = ts.getJSDocTags(statement).find(({ tagName }) => tagName.text === 'advice');
    const [doc] = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
    classes.push({
      code,
      name: statement.name?.text ?? '',
      home,
      meaning: oneLine(doc?.comment),
      advice: oneLine(advice?.comment),
    });
  }
  return classes;
}

function codeOf({ members }: ts.ClassDeclaration): string | undefined {
  for (const member of members)
    if (ts.isPropertyDeclaration(member) && member.name.getText() === 'code' && member.initializer !== undefined)
      if (ts.isStringLiteral(member.initializer)) return member.initializer.text;
  return undefined;
}

const oneLine = (comment: ts.JSDoc['comment']): string =>
  (ts.getTextOfJSDocComment(comment) ?? '').replaceAll(/\s+/g, ' ').trim();

/** Codes that nobody could act on. */
export const errorComplaints = (classes: readonly ErrorClass[]): string[] =>
  classes
    .filter(({ meaning, advice }) => meaning === '' || advice === '')
    .map(({ name, home }) => `${name} of ${home} needs a docstring with what it means and \`@advice\` with what to do`);
