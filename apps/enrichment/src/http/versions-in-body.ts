import { Problem, httpProblems } from '@naru/http';

/** What a body holds: a version, an array of them, one a line (NDJSON), or GeoJSON features. */
export function versionsInBody(body: Buffer, contentType: string): unknown[] {
  const isLines = /ndjson|jsonl/i.test(contentType);
  const parsed = isLines ? linesOf(body).map(parse) : [parse(body.toString('utf8'), 0)];
  return parsed.flat().flatMap(versionsIn);
}

function versionsIn(value: unknown): unknown[] {
  if (!isObject(value)) return [value];
  if (value.type === 'FeatureCollection' && Array.isArray(value.features)) return value.features.flatMap(versionsIn);
  return [value.type === 'Feature' ? versionOf(value) : value];
}

/** A feature's properties are the version's fields; its geometry is a zone's border, or an asset's point. */
function versionOf({ id, properties, geometry }: Record<string, unknown>): unknown {
  const fields = isObject(properties) ? properties : {};
  if (!isObject(geometry) || geometry.type !== 'Point')
    return { ...(id === undefined ? {} : { zoneId: id }), ...fields, geometry };
  const [longitude, latitude] = Array.isArray(geometry.coordinates) ? (geometry.coordinates as unknown[]) : [];
  return { ...(id === undefined ? {} : { assetId: id }), ...fields, point: { longitude, latitude } };
}

const linesOf = (body: Buffer): string[] =>
  body
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(httpProblems.NARU_REQUEST_INVALID, {
      detail: `The text is not JSON (line ${line + 1} of those that aren't empty).`,
    });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
