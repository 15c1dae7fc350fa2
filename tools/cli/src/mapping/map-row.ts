import jsonata from 'jsonata';
import proj4 from 'proj4';
import { asFieldSource, type FieldSource, type FileMapping } from './mapping.js';
import { readTime } from './time.js';
import { convertUnit } from './units.js';

export type Row = Readonly<Record<string, unknown>>;

/** A row that the mapping can't turn into a record, and why. */
export class UnmappableRow extends Error {
  override readonly name = 'UnmappableRow';
}

type Read = (row: Row) => unknown;

const timeFields = new Set(['observedAt', 'validFrom', 'validTo']);

/** Compiles the `record` part of a mapping into a function from row to the JSON that the hub takes. */
export function compileMapping(
  record: Readonly<Record<string, unknown>>,
  file: FileMapping,
): (row: Row) => Promise<Record<string, unknown>> {
  const fields = Object.entries(record).map(([name, node]) => ({ name, read: compileNode(name, node, file) }));
  return async (row) => {
    const out: Record<string, unknown> = {};
    for (const { name, read } of fields) {
      const value = await read(row);
      if (value !== undefined && value !== null) out[name] = value;
    }
    return out;
  };
}

function compileNode(name: string, node: unknown, file: FileMapping): Read {
  const source = asFieldSource(node);
  if (source) return compileField(name, source, file);
  if (Array.isArray(node)) {
    const items = node.map((item) => compileNode(name, item, file));
    return async (row) => (await Promise.all(items.map((read) => read(row)))).filter((item) => item !== undefined);
  }
  if (typeof node !== 'object' || node === null)
    throw new Error(`'${name}' must say where its value comes from: column, value or jsonata.`);
  const parts = compileMapping(node as Record<string, unknown>, file);
  if (name !== 'point') return parts;
  return async (row) => pointOf(await parts(row), file.crs);
}

function pointOf({ longitude, latitude }: Record<string, unknown>, crs: string): unknown {
  if (longitude === undefined || latitude === undefined) return undefined;
  const [east, north] = [Number(longitude), Number(latitude)];
  if (crs === 'EPSG:4326' || !Number.isFinite(east) || !Number.isFinite(north))
    return { longitude: east, latitude: north };
  const [x, y] = proj4<[number, number]>(crs, 'EPSG:4326', [east, north]);
  return { longitude: x, latitude: y };
}

function readerOf(source: FieldSource): Read {
  const { column, value, jsonata: expression } = source;
  if (value !== undefined) return () => value;
  if (expression !== undefined) {
    const compiled = jsonata(expression);
    return (row) => compiled.evaluate(row) as Promise<unknown>;
  }
  const name = column ?? '';
  return (row) => {
    if (!(name in row)) throw new Error(`The file has no column '${name}'. It has: ${Object.keys(row).join(', ')}.`);
    const cell = row[name];
    return typeof cell === 'string' ? cell.trim() : cell;
  };
}

function compileField(name: string, source: FieldSource, file: FileMapping): Read {
  const read = readerOf(source);
  return async (row) => {
    const found = await read(row);
    if (found === undefined || found === null || found === '') return undefined;
    if (timeFields.has(name)) return asTime(name, found, source, file);
    const meant = source.map ? lookUp(name, asText(found), source.map) : found;
    if (source.as === 'text') return asText(meant);
    if (source.as === undefined && source.unit === undefined) return meant;
    return asNumber(name, meant, source);
  };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function asTime(name: string, found: unknown, source: FieldSource, file: FileMapping): string {
  const text = typeof found === 'number' ? new Date(found).toISOString() : asText(found);
  const time = readTime(text, file.timeZone, source.format);
  if (time === undefined) throw new UnmappableRow(`'${name}' is no time: '${text}'`);
  return time;
}

function lookUp(name: string, text: string, map: Readonly<Record<string, string>>): string {
  const meant = map[text];
  if (meant === undefined) throw new UnmappableRow(`'${name}' has a text that the mapping does not list: '${text}'`);
  return meant;
}

function asNumber(name: string, found: unknown, source: FieldSource): number {
  const number = Number(found);
  if (Number.isNaN(number)) throw new UnmappableRow(`'${name}' is no number: '${asText(found)}'`);
  const converted =
    source.unit !== undefined && source.to !== undefined ? convertUnit(number, source.unit, source.to) : number;
  if (source.as === 'integer' && !Number.isInteger(converted))
    throw new UnmappableRow(`'${name}' is no whole number: ${converted}`);
  return converted;
}
