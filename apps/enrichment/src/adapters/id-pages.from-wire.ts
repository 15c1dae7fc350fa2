import { ByteCursor, DecodeError } from '@naru/avro';
import { RememberedId } from '../domain/seen-records.js';
import type { TaskMemory } from '../domain/task-memory.js';
import { kindsOfRawTopics, rawTopics } from './raw-topics.js';

const cursor = new ByteCursor();
const id = new RememberedId();
/** As long as those of a device are met in the bytes. */
const name = { sourceStart: 0, sourceEnd: 0, deviceStart: 0, deviceEnd: 0 };

/**
 * Lets a task remember again what a page of a changelog holds (`IdPage`, from `start` to `end`), without an object an id.
 * Throws a DecodeError (truncated-body) where the bytes are none.
 */
export function rememberPage(memory: TaskMemory, bytes: Buffer, start: number, end: number): void {
  cursor.over(bytes, start, end);
  const topics = readSpans().map((span) => rawTopics.indexOf(bytes.toString('utf8', span.start, span.end)));
  const sources = readSpans();
  eachItem(() => {
    id.idHigh = readWord();
    id.idLow = readWord();
    id.contentHigh = readWord();
    id.contentLow = readWord();
    id.revision = cursor.readLong();
    id.topic = topics[cursor.readLong()] ?? -1;
    id.offset = cursor.readLong();
    id.takenAt = cursor.readLong();
    const source = sources[cursor.readLong()];
    name.deviceStart = cursor.skipSized();
    name.deviceEnd = cursor.position;
    if (id.topic < 0) return; // of a kind that is no more
    if (id.takenAt === 0) {
      memory.remember(id, undefined);
      return;
    }
    name.sourceStart = source?.start ?? 0;
    name.sourceEnd = source?.end ?? 0;
    const kind = kindsOfRawTopics[id.topic] ?? '';
    memory.remember(id, { kind, device: memory.devicesOf(kind).deviceOf(bytes, name) });
  });
  if (cursor.broken || cursor.position !== end) throw new DecodeError('truncated-body', 'The bytes are no page of ids');
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the strings of an array stand. */
function readSpans(): Span[] {
  const spans: Span[] = [];
  eachItem(() => {
    const start = cursor.skipSized();
    spans.push({ start, end: cursor.position });
  });
  return spans;
}

function eachItem(read: () => void): void {
  for (let left = blockLength(); left > 0 && !cursor.isBroken(); left = blockLength())
    for (; left > 0 && !cursor.isBroken(); left--) read();
}

/** Items of the next block of an array; 0 behind the last one. A writer may tell its bytes, too. */
function blockLength(): number {
  const count = cursor.readLong();
  if (count < 0) cursor.readLong();
  return Math.abs(count);
}

function readWord(): number {
  const at = cursor.position;
  cursor.skip(4);
  return cursor.isBroken() ? 0 : cursor.bytes.readUInt32BE(at);
}
