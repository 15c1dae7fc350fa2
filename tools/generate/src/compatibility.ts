import { avroType } from '@naru/avro';
import type { AvroRecord } from '@naru/contracts';

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Why `reader` can't read what `writer` wrote; undefined where it can. */
function obstacle(reader: AvroRecord, writer: AvroRecord): string | undefined {
  try {
    avroType(reader).createResolver(avroType(writer));
    return undefined;
  } catch (error) {
    return message(error);
  }
}

export interface ReleasedVersion {
  readonly version: number;
  readonly avro: AvroRecord;
}

/**
 * Whether a schema may be the next version of its record (FULL_TRANSITIVE): it has to read what every released version
 * wrote, and each of them what it writes, since readers and records of all ages meet. Tells what is in the way.
 */
export function incompatibilities(next: AvroRecord, released: readonly ReleasedVersion[]): string[] {
  return released.flatMap(({ version, avro }) => {
    const name = `${next.namespace ?? ''}.${next.name}`;
    const backward = obstacle(next, avro);
    const forward = obstacle(avro, next);
    return [
      ...(backward === undefined ? [] : [`${name} can't read its version ${version}: ${backward}`]),
      ...(forward === undefined ? [] : [`version ${version} of ${name} can't read it: ${forward}`]),
    ];
  });
}
