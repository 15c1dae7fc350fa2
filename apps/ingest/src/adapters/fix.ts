import { isUtf8 } from 'node:buffer';
import jsonata from 'jsonata';

/** What other bytes a record that was set aside shall have. */
export type Fix =
  | { readonly content: string; readonly encoding: 'utf-8' | 'base64' }
  /** JSONata over the record; over its text where that is no JSON. A text that comes out is taken as it is. */
  | { readonly expression: string };

/** A fix can't be applied; the message says why, in words for who wrote it. */
export class FixError extends Error {
  override readonly name = 'FixError';
}

/** How long an expression may take (ms), and how deep it may call itself. */
const patienceMs = 1_000;
const deepest = 200;

/** The bytes of a record that was sent as JSON, as a fix has them. Throws FixError. */
export async function applyFix(original: Buffer, fix: Fix): Promise<Buffer> {
  if ('content' in fix) return bytesIn(fix);
  const fixed = await evaluate(fix.expression, jsonOrText(original));
  return Buffer.from(typeof fixed === 'string' ? fixed : JSON.stringify(fixed), 'utf8');
}

export const bytesIn = ({ content, encoding }: Extract<Fix, { content: string }>): Buffer =>
  Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');

/** Bytes as an expression meets them: JSON where they are that, else text; bytes that are no UTF-8 as Latin-1. */
export function jsonOrText(original: Buffer): unknown {
  const text = isUtf8(original) ? original.toString('utf8') : original.toString('latin1');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What an expression makes of its input. Throws FixError. */
export async function evaluate(text: string, input: unknown): Promise<unknown> {
  const result = await run(text, input);
  if (result === undefined) throw new FixError('The expression gives nothing.');
  return result;
}

async function run(text: string, input: unknown): Promise<unknown> {
  try {
    const expression = jsonata(text);
    limit(expression);
    return await expression.evaluate(input);
  } catch (error) {
    throw new FixError(`The expression fails: ${messageOf(error)}`, { cause: error });
  }
}

/** JSONata tells by these symbols when it begins and ends to evaluate a part; it has no limits of its own. */
function limit(expression: jsonata.Expression): void {
  const until = performance.now() + patienceMs;
  let depth = 0;
  expression.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, () => {
    depth++;
    if (depth > deepest) throw new FixError(`it calls itself more than ${deepest} times`);
    if (performance.now() > until) throw new FixError(`it takes longer than ${patienceMs} ms`);
  });
  expression.assign(Symbol.for('jsonata.__evaluate_exit') as unknown as string, () => {
    depth--;
  });
}

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
