import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../src/generate.js';
import { readContract } from '../src/read-contract.js';
import { root } from './repository.js';

const field = { name: 'battery', type: ['null', 'double'], doc: 'Charge of the sensor (share).', default: null };

describe('a field added to a schema, with no second edit', () => {
  let folder: string;
  let files: Map<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'naru-schemas-'));
    await cp(join(root, 'schemas'), folder, { recursive: true });
    const file = join(folder, 'parking/raw-observation.v1.avsc');
    const schema = JSON.parse(await readFile(file, 'utf8')) as { fields: object[] };
    await writeFile(file, JSON.stringify({ ...schema, fields: [...schema.fields, field] }));
    files = generatedFiles(await readContract(folder), {
      flows: [],
      codes: { services: [], classes: [] },
      version: '0',
      pages: new Map(),
    });
  });

  afterAll(() => rm(folder, { recursive: true }));

  const text = (path: string) => files.get(path) ?? '';

  it('reaches TypeScript, where the placed record has it from the raw one', () => {
    expect(text('libs/contracts/src/generated/parking.types.ts')).toContain(
      '/** Charge of the sensor (share). */\n  readonly battery: number | null;',
    );
  });

  it('reaches what is registered, before the place', () => {
    const avro = text('libs/contracts/src/generated/parking.avro.ts');
    const placed = avro.slice(avro.indexOf('const parkingObservationAvro'), avro.indexOf('const parkingOccupancyAvro'));
    expect(placed.indexOf('"battery"')).toBeGreaterThan(placed.indexOf('"state"'));
    expect(placed.indexOf('"battery"')).toBeLessThan(placed.indexOf('"revision"'));
  });

  it('reaches the tables of raw, imported and placed records', () => {
    const column =
      '"name": "battery",\n        "type": "Nullable(Float64)",\n        "comment": "Charge of the sensor (share)."';
    expect(text('libs/clickhouse/src/generated/tables.ts').split(column)).toHaveLength(1 + 3);
  });

  it('reaches AsyncAPI, in the raw record and the placed one', () => {
    expect(text('docs/asyncapi.yaml').split('- name: battery\n')).toHaveLength(1 + 2);
  });
});
