import { Reader as WireReader, Writer } from '@platformatic/kafka';

// Kafka's own formats for what members of a "consumer" group tell each other (ConsumerProtocolSubscription v2 and
// ConsumerProtocolAssignment v0), so that Kafka's tools can show who has what.

export interface Subscription {
  readonly topics: readonly string[];
  /** Tasks that the member worked on, and under which generation (-1: none). */
  readonly tasks: readonly number[];
  readonly generation: number;
}

const SUBSCRIPTION_VERSION = 2;

export function encodeSubscription({ topics, tasks, generation }: Subscription): Buffer {
  const writer = Writer.create()
    .appendInt16(SUBSCRIPTION_VERSION)
    .appendArray([...topics], (w, topic) => void w.appendString(topic, false), false, false)
    .appendBytes(null, false);
  return appendPartitions(writer, topics, tasks).appendInt32(generation).buffer;
}

export function decodeSubscription(bytes: Buffer): Subscription {
  const reader = WireReader.from(bytes);
  reader.readInt16();
  const topics = reader.readArray((r) => r.readString(false), false, false);
  reader.readNullableBytes(false);
  return { topics, tasks: readPartitions(reader), generation: reader.readInt32() };
}

export function encodeAssignment(topics: readonly string[], tasks: readonly number[]): Buffer {
  return appendPartitions(Writer.create().appendInt16(0), topics, tasks).appendBytes(null, false).buffer;
}

/** The tasks of an assignment; an empty one means none. */
export function decodeAssignment(bytes: Buffer): number[] {
  if (bytes.length === 0) return [];
  const reader = WireReader.from(bytes);
  reader.readInt16();
  return readPartitions(reader);
}

function appendPartitions(writer: Writer, topics: readonly string[], tasks: readonly number[]): Writer {
  return writer.appendArray(
    [...topics],
    (w, topic) => {
      w.appendString(topic, false).appendArray([...tasks], (w, task) => void w.appendInt32(task), false, false);
    },
    false,
    false,
  );
}

/** Every topic has the same partitions: a task is one number over all of them. */
function readPartitions(reader: WireReader): number[] {
  const topics = reader.readArray(
    (r) => {
      r.readString(false);
      return r.readArray((r) => r.readInt32(), false, false);
    },
    false,
    false,
  );
  return topics[0] ?? [];
}
