import type { TopicContract } from '@naru/contracts';

/**
 * What a value of this topic is about, as text: the fields that identify its fact, else its record id; undefined where it
 * has neither. Ids of 16 bytes are written as UUIDs, several fields with a space between them.
 */
export function idOf(topic: Pick<TopicContract, 'fact'>, value: Readonly<Record<string, unknown>>): string | undefined {
  const fields = topic.fact ?? ['recordId'];
  const parts = fields.flatMap((field) => {
    const part = value[field];
    if (Buffer.isBuffer(part)) return part.length === 16 ? uuidOf(part) : part.toString('hex');
    return typeof part === 'string' || typeof part === 'number' ? String(part) : [];
  });
  return parts.length === fields.length ? parts.join(' ') : undefined;
}

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
