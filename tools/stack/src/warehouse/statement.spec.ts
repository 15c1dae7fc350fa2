import { describe, expect, it } from '@jest/globals';
import { readStatement } from './statement.js';

const insert = (text: string) => {
  const statement = readStatement(text);
  if (statement.kind !== 'insert') throw new Error(`${text} is read as ${statement.kind}`);
  return {
    head: statement.head.trim(),
    format: statement.format,
    settings: statement.settings.trim(),
    data: text.slice(statement.dataStart),
  };
};

describe('an insert', () => {
  it('has its data after the name of the format and one newline', () => {
    expect(insert('INSERT INTO t (a, format) FORMAT CSV\n\n1,2')).toEqual({
      head: 'INSERT INTO t (a, format)',
      format: 'CSV',
      settings: '',
      data: '\n1,2',
    });
    expect(insert('insert into t format JSONEachRow {"a":1}').data).toBe('{"a":1}');
    expect(insert('INSERT INTO t FORMAT RowBinary\r\n\n').data).toBe('\n');
    expect(insert('INSERT INTO t FORMAT CSV;\n1').data).toBe('1');
  });

  it('has values after the word', () => {
    expect(insert("INSERT INTO `values` VALUES ('; VALUES', 1);")).toMatchObject({
      head: 'INSERT INTO `values`',
      format: 'Values',
      data: "('; VALUES', 1);",
    });
    expect(insert('INSERT INTO t\n')).toMatchObject({ head: 'INSERT INTO t', format: 'Values', data: '' });
  });

  it('keeps its settings apart, since a file stands before them', () => {
    expect(insert('INSERT INTO t (a) SETTINGS async_insert = 0 FORMAT CSV\n1')).toEqual({
      head: 'INSERT INTO t (a)',
      format: 'CSV',
      settings: 'SETTINGS async_insert = 0',
      data: '1',
    });
  });

  it('of a query is a command', () => {
    expect(readStatement('INSERT INTO t SELECT 1;')).toEqual({ kind: 'command', text: 'INSERT INTO t SELECT 1' });
    expect(readStatement('INSERT INTO t WITH 1 AS a SELECT a').kind).toBe('command');
  });
});

describe('a query', () => {
  it('is split before the format at its end', () => {
    expect(readStatement('SELECT 1 /* FORMAT CSV */ FORMAT JSON SETTINGS a = 1;')).toEqual({
      kind: 'result',
      body: 'SELECT 1 /* FORMAT CSV */ ',
      format: 'JSON',
      settings: ' SETTINGS a = 1',
    });
  });

  it.each([
    "SELECT 'FORMAT JSON'",
    'SELECT format FROM t',
    'SELECT "FORMAT" FROM t',
    'SELECT $$ FORMAT JSON $$',
    'SELECT * FROM (SELECT 1 FORMAT JSON)',
    'SELECT 1 -- FORMAT JSON',
    "SELECT 'it''s; \\'fine'",
    '/* a; /* b; */ c; */ SELECT 1',
    '  (SELECT 1) UNION ALL (SELECT 2)',
    'EXPLAIN SELECT 1',
    'WITH 1 AS a SELECT a',
  ])('has no format: %s', (text) => {
    expect(readStatement(text)).toMatchObject({ kind: 'result', format: undefined });
  });

  it('is one', () => {
    expect(() => readStatement('SELECT 1; SELECT 2')).toThrow('Multi-statements');
    expect(() => readStatement(' -- nothing\n')).toThrow('Empty query');
    expect(readStatement('SELECT 1; -- and no more').kind).toBe('result');
  });
});

describe('a kill', () => {
  it("asks for the caller's id where the engine keeps it", () => {
    expect(readStatement("KILL QUERY WHERE query_id = 'a-1' SYNC")).toEqual({
      kind: 'kill',
      text: "KILL QUERY WHERE Settings['log_comment'] = 'a-1'",
      queryIds: ['a-1'],
      waits: true,
    });
  });
});
