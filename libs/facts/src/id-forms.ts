// An id is 32 hex digits here, sixteen bytes on the wire, and 8-4-4-4-12 where people and JSON meet it (decision 3).

/** Sixteen bytes of the wire to 32 hex digits. */
export const idOfBytes = (bytes: Buffer): string => bytes.toString('hex');

/** 32 hex digits to sixteen bytes of the wire. */
export const bytesOfId = (id: string): Buffer => Buffer.from(id, 'hex');

/** 32 hex digits as 8-4-4-4-12. */
export const textOfId = (id: string): string =>
  [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');

/** 8-4-4-4-12, in either case, to 32 hex digits; undefined where the text isn't one. */
export function idOfText(text: string): string | undefined {
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
  return isId ? text.replaceAll('-', '').toLowerCase() : undefined;
}
