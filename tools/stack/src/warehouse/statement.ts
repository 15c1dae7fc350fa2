// Just enough of ClickHouse's grammar to hand a statement to the embedded engine: where an insert's data begin, where a
// result's format is named, and where a second statement would begin. Works on text of one character a byte (latin1),
// so that positions are positions in the request's bytes; nothing here reads meaning into the text between.

interface Token {
  readonly kind: 'word' | 'quoted' | 'punctuation';
  readonly start: number;
  readonly end: number;
  /** Depth in parentheses where the token stands. */
  readonly depth: number;
}

export type Statement =
  /** INSERT with its data in the request: run as `head` FROM INFILE … FORMAT `format`. */
  | {
      readonly kind: 'insert';
      readonly head: string;
      readonly format: string;
      readonly dataStart: number;
      readonly settings: string;
    }
  /** A statement with a result: `body` INTO OUTFILE … FORMAT `format` `settings`. */
  | { readonly kind: 'result'; readonly body: string; readonly format: string | undefined; readonly settings: string }
  | { readonly kind: 'kill'; readonly text: string; readonly queryIds: readonly string[]; readonly waits: boolean }
  | { readonly kind: 'command'; readonly text: string };

/** Thrown for text that would be two statements, or none: as ClickHouse's server says it, code 62. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
}

const withResult = new Set(['SELECT', 'WITH', 'FROM', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'CHECK']);

/** Reads the one statement of a request. `bytes` is latin1. @throws StatementError */
export function readStatement(bytes: string): Statement {
  const first = nextToken(bytes, 0, 0);
  if (first === undefined) throw new StatementError('Empty query');
  const verb = upper(bytes, first);
  if (verb === 'INSERT') return readInsert(bytes);
  const tokens = readToEnd(bytes);
  const text = bytes.slice(first.start, tokens.at(-1)?.end ?? first.end);
  if (verb === 'KILL' && upper(bytes, tokens[1]) === 'QUERY') return readKill(bytes, tokens);
  if (withResult.has(verb) || bytes[first.start] === '(') return readResult(bytes, tokens);
  return { kind: 'command', text };
}

function readResult(bytes: string, tokens: readonly Token[]): Statement {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const isTail = (index: number): boolean => {
    const after = tokens[index + 2];
    return (
      tokens[index + 1]?.kind !== 'punctuation' &&
      tokens[index + 1] !== undefined &&
      (after === undefined || upper(bytes, after) === 'SETTINGS')
    );
  };
  const at = tokens.findLastIndex(
    (token, index) => token.depth === 0 && upper(bytes, token) === 'FORMAT' && index > 0 && isTail(index),
  );
  const [format, name] = [tokens[at], tokens[at + 1]];
  if (at < 0 || format === undefined || name === undefined)
    return { kind: 'result', body: bytes.slice(start, end), format: undefined, settings: '' };
  return {
    kind: 'result',
    body: bytes.slice(start, format.start),
    format: bytes.slice(name.start, name.end),
    settings: bytes.slice(name.end, end),
  };
}

/**
 * `INSERT … VALUES data` and `INSERT … FORMAT Name data`. One newline after the name of the format belongs to the
 * statement, everything after it to the data, as in ClickHouse's own parser. `INSERT … SELECT` is a command.
 */
function readInsert(bytes: string): Statement {
  const tokens: Token[] = [];
  let position = 0;
  let depth = 0;
  for (;;) {
    const token = nextToken(bytes, position, depth);
    if (token === undefined) break;
    tokens.push(token);
    position = token.end;
    depth = depthAfter(bytes, token, depth);
    if (token.depth > 0 || token.kind !== 'word') continue;
    const word = upper(bytes, token);
    if (word === 'VALUES') return insertOf(bytes, token.start, 'Values', token.end);
    if (word === 'SELECT' || word === 'WITH' || word === 'WATCH' || word === 'INFILE') {
      const all = readToEnd(bytes);
      return { kind: 'command', text: bytes.slice(all[0]?.start, all.at(-1)?.end) };
    }
    // FORMAT could be a column's name inside parentheses only, which are skipped above
    if (word === 'FORMAT') {
      const name = nextToken(bytes, token.end, 0);
      if (name?.kind === 'word') return insertOf(bytes, token.start, bytes.slice(name.start, name.end), name.end);
    }
  }
  // no format named: what follows, if anything, are values
  return insertOf(bytes, bytes.length, 'Values', bytes.length);
}

function insertOf(bytes: string, headEnd: number, format: string, afterFormat: number): Statement {
  let dataStart = afterFormat;
  while (' \t\f'.includes(bytes[dataStart] ?? '\n')) dataStart++;
  if (bytes[dataStart] === ';') dataStart++;
  if (bytes[dataStart] === '\r') dataStart++;
  if (bytes[dataStart] === '\n') dataStart++;
  const head = bytes.slice(0, headEnd).replace(/;\s*$/, '');
  // INFILE stands before SETTINGS
  const settings = topLevelWord(head, 'SETTINGS');
  return settings === undefined
    ? { kind: 'insert', head, format, dataStart, settings: '' }
    : { kind: 'insert', head: head.slice(0, settings), format, dataStart, settings: head.slice(settings) };
}

function readKill(bytes: string, tokens: readonly Token[]): Statement {
  const last = tokens.at(-1);
  const mode = upper(bytes, last);
  const hasMode = mode === 'SYNC' || mode === 'ASYNC' || mode === 'TEST';
  const kept = hasMode && mode !== 'TEST' ? tokens.slice(0, -1) : tokens;
  // the engine knows its own numbers only; the caller's is kept in a setting of the running query
  const text = kept
    .map((token) =>
      upper(bytes, token) === 'QUERY_ID' ? `Settings['log_comment']` : bytes.slice(token.start, token.end),
    )
    .join(' ');
  const queryIds = kept
    .filter((token) => token.kind === 'quoted')
    .map((token) => bytes.slice(token.start + 1, token.end - 1));
  return { kind: 'kill', text, queryIds, waits: mode === 'SYNC' };
}

function topLevelWord(bytes: string, word: string): number | undefined {
  return readToEnd(bytes).find((token) => token.depth === 0 && upper(bytes, token) === word)?.start;
}

/** Every token up to the end or the closing semicolon. @throws StatementError where another statement follows it */
function readToEnd(bytes: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (let token = nextToken(bytes, 0, 0); token !== undefined; token = nextToken(bytes, token.end, depth)) {
    if (bytes[token.start] === ';' && token.kind === 'punctuation') {
      if (nextToken(bytes, token.end, 0) !== undefined) throw new StatementError('Multi-statements are not allowed');
      break;
    }
    tokens.push(token);
    depth = depthAfter(bytes, token, depth);
  }
  return tokens;
}

const upper = (bytes: string, token: Token | undefined): string =>
  token?.kind === 'word' ? bytes.slice(token.start, token.end).toUpperCase() : '';

function depthAfter(bytes: string, token: Token, depth: number): number {
  if (token.kind !== 'punctuation') return depth;
  const sign = bytes[token.start] ?? '';
  if ('([{'.includes(sign)) return depth + 1;
  return ')]}'.includes(sign) ? Math.max(0, depth - 1) : depth;
}

function nextToken(bytes: string, from: number, depth: number): Token | undefined {
  const start = skipBlank(bytes, from);
  const sign = bytes[start];
  if (sign === undefined) return undefined;
  if (sign === "'" || sign === '"' || sign === '`')
    return { kind: 'quoted', start, end: endOfQuoted(bytes, start, sign), depth };
  const heredoc = sign === '$' ? matchAt(/\$\w*\$/y, bytes, start) : undefined;
  if (heredoc !== undefined) {
    const close = bytes.indexOf(heredoc, start + heredoc.length);
    return { kind: 'quoted', start, end: close < 0 ? bytes.length : close + heredoc.length, depth };
  }
  const word = matchAt(/[\w$\u0080-\u00ff]+/y, bytes, start);
  if (word !== undefined) return { kind: 'word', start, end: start + word.length, depth };
  return { kind: 'punctuation', start, end: start + 1, depth };
}

/** Skips white space and comments: `-- `, `#!`, `# ` to the end of the line and nested ones between slash and star. */
function skipBlank(bytes: string, from: number): number {
  let position = from;
  for (;;) {
    position += matchAt(/\s+/y, bytes, position)?.length ?? 0;
    const line = matchAt(/(--|#[ !])[^\n]*/y, bytes, position);
    if (line !== undefined) position += line.length;
    else if (bytes.startsWith('/*', position)) position = endOfComment(bytes, position);
    else return position;
  }
}

function endOfComment(bytes: string, start: number): number {
  let open = 0;
  for (let position = start; position < bytes.length; position++) {
    if (bytes.startsWith('/*', position)) open++;
    if (bytes.startsWith('*/', position) && --open === 0) return position + 2;
  }
  return bytes.length;
}

function endOfQuoted(bytes: string, start: number, quote: string): number {
  for (let position = start + 1; position < bytes.length; position++) {
    if (bytes[position] === '\\') position++;
    else if (bytes[position] === quote) {
      if (bytes[position + 1] !== quote) return position + 1;
      position++;
    }
  }
  return bytes.length;
}

function matchAt(sticky: RegExp, bytes: string, position: number): string | undefined {
  sticky.lastIndex = position;
  return sticky.exec(bytes)?.[0];
}
