import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rowColumns } from '@naru/clickhouse';
import { topics } from '@naru/contracts';
import { clickhouseTables } from '../src/outputs/clickhouse-tables.js';
import { readContract } from '../src/read-contract.js';
import { root } from './repository.js';

const tables = clickhouseTables(await readContract(join(root, 'schemas')));
const contracts = new Map(Object.values(topics).map((topic) => [topic.name, topic]));

describe('the tables of the warehouse', () => {
  it.each(tables.map((table) => [table.topic, table] as const))(
    '%s has the columns that its rows fill',
    (name, table) => {
      const reader = contracts.get(name)?.avro ?? {};
      expect(rowColumns({ reader, columns: table.columns })).toEqual(table.columns.map((column) => column.name));
    },
  );

  it('has one for every topic that is marked for it', () => {
    const marked = [...contracts.values()].filter((topic) => topic.warehouse).map((topic) => topic.name);
    expect(tables.map((table) => table.topic)).toEqual(marked);
  });

  it('tells of personal data in the comment of its column', () => {
    const readings = tables.find((table) => table.topic === 'energy.readings.v1');
    const value = readings?.columns.find((column) => column.name === 'value');
    expect(value?.comment).toContain('Personal data: household-load.');
  });

  it('keeps every topic under a table and database of its own', () => {
    expect(new Set(tables.map((table) => `${table.context}.${table.table}`)).size).toBe(tables.length);
  });
});
