/** An id as people read it: the same bytes, in order, as 8-4-4-4-12 hex digits. */
export const uuidOf = (id: Buffer): string =>
  id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The bytes of a text of hex digits, with or without hyphens. */
export const bytesOf = (digits: string): Buffer => Buffer.from(digits.replaceAll('-', ''), 'hex');
