import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import avsc from 'avsc';
import { avroType, canonicalForm } from '../src/index.js';
import type { AvroSchema } from '@naru/contracts';
import { sharedData } from './shared-data.js';

const schemaTests = sharedData('avro/schema-tests.txt');
const weather = sharedData('avro/weather.avro');
const weatherJson = sharedData('avro/weather.json');

/** `<<INPUT …` up to the next `<<`, in one line or until a line INPUT; then `<<canonical …`. */
function casesOf(text: string): { input: string; canonical: string }[] {
  return [...text.matchAll(/<<INPUT(?: (.*)|\n([\s\S]*?)\nINPUT)\n<<canonical (.*)/g)].map((found) => ({
    input: found[1] ?? found[2] ?? '',
    canonical: found[3] ?? '',
  }));
}

const given = (file: string | undefined) => (file === undefined ? it.skip : it);

describe("Apache Avro's own test data (skipped where ../shared/data has it not)", () => {
  given(schemaTests)('gives the canonical form of each of their schemas', () => {
    const cases = casesOf(readFileSync(schemaTests ?? '', 'utf8'));
    expect(cases.length).toBeGreaterThan(25);
    for (const { input, canonical } of cases)
      expect(canonicalForm(JSON.parse(input) as AvroSchema)).toBe(canonical.trim());
  });

  given(weather)('reads the weather of their container file', async () => {
    const decoder = avsc.createFileDecoder(weather ?? '', {
      parseHook: (schema) => avroType(schema as AvroSchema),
    });
    const read: unknown[] = [];
    for await (const record of decoder) read.push({ ...(record as object) });
    const lines = readFileSync(weatherJson ?? '', 'utf8')
      .trim()
      .split('\n');
    expect(read).toEqual(lines.map((line) => JSON.parse(line) as unknown));
  });
});
