import type { AvroField, AvroRecord } from '@naru/contracts';

/**
 * The schema of a placed record: the fields of the raw record that it came from, then the place's. Enrichment copies
 * the raw bytes and appends, so this must be composed from the very schema those bytes were written with.
 * Throws where the raw record already has one of the place's fields, or isn't named `Raw…`.
 */
export function composePlaced(raw: AvroRecord, placeFields: readonly AvroField[]): AvroRecord {
  if (!raw.name.startsWith('Raw')) throw new Error(`Only a record named Raw… can be placed, not ${raw.name}`);
  const taken = new Set(raw.fields.map((field) => field.name));
  const twice = placeFields.find((field) => taken.has(field.name));
  if (twice !== undefined) throw new Error(`${raw.name} has a field ${twice.name}, which the place brings`);
  return {
    ...raw,
    name: raw.name.slice('Raw'.length),
    doc: `${raw.doc ?? ''} With its place, as the city was then.`.trimStart(),
    fields: [...raw.fields, ...placeFields],
  };
}
