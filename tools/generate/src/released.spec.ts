import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topics, type AvroField } from '@naru/contracts';
import type { Contract } from './contract.js';
import { release, releaseComplaints } from './released.js';

const topic = topics.parkingOccupancy;

function contractWith(fields: readonly AvroField[]): Contract {
  const avro = { ...topic.avro, fields };
  const records = [{ context: 'parking', name: topic.schema, avro, hasFront: false }];
  return { front: [], place: [], reasons: [], records, topics: [{ ...topic, avro }] };
}

describe('releasing schemas', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'naru-released-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const { fields } = topic.avro;
  const more: AvroField = { name: 'more', type: 'int', doc: 'More.', default: 0 };
  const folder = 'schemas/released/parking/occupancy.v1';

  it('keeps each version, and none twice', async () => {
    expect(await release(root, contractWith(fields))).toEqual([`${folder}/1.avsc`]);
    expect(await release(root, contractWith(fields))).toEqual([]);
    expect(await release(root, contractWith([...fields, more]))).toEqual([`${folder}/2.avsc`]);
    expect(await readdir(join(root, folder))).toEqual(['1.avsc', '2.avsc']);
  });

  it('holds what follows against them', async () => {
    await release(root, contractWith(fields));
    expect(await releaseComplaints(root, contractWith([...fields, more]))).toEqual([]);
    expect((await releaseComplaints(root, contractWith(fields.slice(1)))).join()).toMatch(
      /version 1 of .* can't read it/,
    );
  });
});
