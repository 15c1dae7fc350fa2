import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emitted } from './pipeline-under-test.js';

/** A story: what comes in, and what has to come out. */
export interface Scenario {
  readonly name: string;
  readonly input: readonly Readonly<Record<string, unknown>>[];
  readonly wanted: string;
  /** Writes what came out into the folder, for whoever writes a story and then reads it. */
  readonly record: (came: string) => void;
}

/** The stories in a folder, `<story>/{in.ndjson,out.ndjson,README.md}`; lines that begin with `//` are remarks. */
export function scenariosIn(folder: string): Scenario[] {
  const stories = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return stories.map(({ name }) => {
    const path = (file: string): string => join(folder, name, file);
    if (!existsSync(path('README.md'))) throw new Error(`${name} has no README.md that tells the story`);
    return {
      name,
      input: linesOf(readFileSync(path('in.ndjson'), 'utf8')).map(
        (line) => JSON.parse(line) as Readonly<Record<string, unknown>>,
      ),
      wanted: existsSync(path('out.ndjson')) ? readFileSync(path('out.ndjson'), 'utf8') : '',
      record: (came) => {
        writeFileSync(path('out.ndjson'), came);
      },
    };
  });
}

const linesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('//'));

/** What was written, a line each, as people read it: instants as text, ids as the names that the story gave them. */
export function inLines(emitted: readonly Emitted[], shown: (output: string) => boolean): string {
  return emitted
    .filter(({ output }) => shown(output))
    .map(({ output, key, value }) => `${JSON.stringify({ output, key, ...readable(value) })}\n`)
    .join('');
}

/** Sixteen bytes for a name that a story gives to a record. */
export const bytesOfName = (name: string): Buffer => Buffer.from(name.padEnd(16, ' '), 'latin1').subarray(0, 16);

function readable(value: unknown, field = ''): object {
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, unknown>>).map(([name, its]) => [
      name,
      shownAs(its, name || field),
    ]),
  );
}

function shownAs(value: unknown, field: string): unknown {
  if (Buffer.isBuffer(value)) return nameOf(value);
  if (Array.isArray(value)) return value.map((each) => shownAs(each, field));
  if (typeof value === 'number' && /At$|^since$/.test(field)) return new Date(value).toISOString();
  return typeof value === 'object' && value !== null ? readable(value) : value;
}

function nameOf(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return /^[\w.-]+ *$/.test(text) ? text.trimEnd() : bytes.toString('hex');
}
