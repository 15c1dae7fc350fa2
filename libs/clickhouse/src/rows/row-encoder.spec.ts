import { describe, expect, it } from '@jest/globals';
import { type Schema, Type } from 'avsc';
import { MalformedRecordError } from './avro-cursor.js';
import { UnsupportedColumnError } from './column-type.js';
import { RowEncoder, type RowSchema, rowColumns } from './row-encoder.js';
import { RowWriter } from './row-writer.js';

const lineage = [
  { name: 'topic', type: 'LowCardinality(String)' },
  { name: 'partition', type: 'Int32' },
  { name: 'offset', type: 'Int64' },
];

function schemaOf(fields: readonly object[], columns: RowSchema['columns']): RowSchema {
  return { reader: { type: 'record', name: 'R', fields }, columns: [...columns, ...lineage] };
}

/** The row without its lineage, of a topic named t. */
function row(schema: RowSchema, avro: Uint8Array, writer: unknown = schema.reader): Buffer {
  const rows = new RowWriter();
  new RowEncoder({ ...schema, writer, topic: 't' }).append(rows, avro, 0, avro.length, 0, 0);
  return Buffer.from(rows.bytes().subarray(0, -(2 + 4 + 8)));
}

const tags = schemaOf(
  [{ name: 'tags', type: { type: 'array', items: 'string' } }],
  [{ name: 'tags', type: 'Array(String)' }],
);
const number = schemaOf([{ name: 'n', type: 'long' }], [{ name: 'n', type: 'Int64' }]);

describe('RowEncoder', () => {
  it.each([0n, 1n, -1n, 2n ** 31n, -(2n ** 31n) - 1n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)])(
    'writes the long %d whole',
    (value) => {
      const zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
      const avro: number[] = [];
      for (let rest = zigzag; ; rest >>= 7n) {
        if (rest < 128n) {
          avro.push(Number(rest));
          break;
        }
        avro.push(Number(rest & 127n) | 128);
      }
      expect(row(number, Uint8Array.from(avro)).readBigInt64LE()).toBe(value);
    },
  );

  it('keeps the place of the marked value in the row written last, so that it can be read', () => {
    const rows = new RowWriter();
    const encoder = new RowEncoder({ ...number, writer: number.reader, topic: 't', marked: 'n' });
    for (const zigzag of [2, 11]) encoder.append(rows, Uint8Array.of(zigzag), 0, 1, 0, 0);
    expect([rows.marked, rows.int64At(rows.marked)]).toEqual([rows.length / 2, -6]);
    new RowEncoder({ ...number, writer: number.reader, topic: 't' }).append(rows, Uint8Array.of(2), 0, 1, 0, 0);
    expect(rows.marked).toBe(-1);
  });

  it('writes offsets beyond 32 bits', () => {
    const rows = new RowWriter();
    new RowEncoder({ ...number, writer: number.reader, topic: 't' }).append(
      rows,
      Uint8Array.of(2),
      0,
      1,
      7,
      2 ** 40 + 5,
    );
    const bytes = rows.bytes();
    expect(bytes.readInt32LE(bytes.length - 12)).toBe(7);
    expect(bytes.readBigInt64LE(bytes.length - 8)).toBe(2n ** 40n + 5n);
  });

  it('joins the blocks of an array, also those that tell their size', () => {
    const a = [2, 0x61];
    const b = [2, 0x62];
    const oneBlock = Uint8Array.from([4, ...a, ...b, 0]);
    const twoBlocks = Uint8Array.from([2, ...a, /* -1 item, 2 bytes */ 1, 4, ...b, 0]);
    expect(row(tags, oneBlock)).toEqual(Buffer.from([2, 1, 0x61, 1, 0x62]));
    expect(row(tags, twoBlocks)).toEqual(row(tags, oneBlock));
  });

  it('takes the null that a column has no room for as empty', () => {
    const device = schemaOf(
      [{ name: 'device', type: ['null', 'string'], default: null }],
      [{ name: 'device', type: 'String' }],
    );
    expect(row(device, Uint8Array.of(0))).toEqual(Buffer.from([0]));
  });

  it('reads a union whose null comes second', () => {
    const device = schemaOf(
      [{ name: 'device', type: ['string', 'null'] }],
      [{ name: 'device', type: 'Nullable(String)' }],
    );
    expect(row(device, Uint8Array.of(2))).toEqual(Buffer.from([1]));
    expect(row(device, Uint8Array.of(0, 2, 0x61))).toEqual(Buffer.from([0, 1, 0x61]));
  });

  it('keeps what a column has no name for out of the row', () => {
    const schema = schemaOf(
      [
        { name: 'secret', type: 'string' },
        { name: 'seen', type: 'boolean' },
      ],
      [{ name: 'seen', type: 'Bool' }],
    );
    expect(rowColumns(schema)).toEqual(['seen', 'topic', 'partition', 'offset']);
    expect(row(schema, Uint8Array.of(4, 0x61, 0x62, 1))).toEqual(Buffer.from([1]));
  });

  it('refuses every record that is cut short, and leaves no trace of it', () => {
    const writer = {
      type: 'record',
      name: 'R',
      fields: [
        { name: 'id', type: { type: 'fixed', name: 'Uuid', size: 16 } },
        { name: 'zones', type: { type: 'map', values: 'string' } },
        { name: 'at', type: 'long' },
        { name: 'unknownToTheTable', type: ['null', 'double'] },
        { name: 'state', type: { type: 'enum', name: 'State', symbols: ['free', 'occupied'] } },
      ],
    };
    const schema: RowSchema = {
      reader: writer,
      columns: [
        { name: 'id', type: 'UUID' },
        { name: 'zones', type: 'Map(String, String)' },
        { name: 'at', type: 'Int64' },
        { name: 'state', type: 'String' },
        ...lineage,
      ],
    };
    const whole = Type.forSchema(writer as Schema, { wrapUnions: true }).toBuffer({
      id: Buffer.alloc(16, 9),
      zones: { a: 'b', c: 'd' },
      at: 2 ** 50,
      unknownToTheTable: { double: 1 },
      state: 'occupied',
    });
    const encoder = new RowEncoder({ ...schema, writer, topic: 't' });
    const rows = new RowWriter(8);
    for (let end = 0; end < whole.length; end++) {
      expect(() => {
        encoder.append(rows, whole, 0, end, 0, 0);
      }).toThrow(MalformedRecordError);
      expect(rows.length).toBe(0);
    }
    expect(() => {
      encoder.append(rows, Buffer.concat([whole, whole]), 0, whole.length + 1, 0, 0);
    }).toThrow(/1 bytes follow/);
    encoder.append(rows, whole, 0, whole.length, 0, 0);
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each([
    ['a length below nothing', [1]],
    ['a length beyond the end', [0x7e]],
    ['a length that wraps around 32 bits', [0x8c, 0x80, 0x80, 0x80, 0x20, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61]],
  ])('refuses %s', (_, avro) => {
    const name = schemaOf([{ name: 'name', type: 'string' }], [{ name: 'name', type: 'String' }]);
    expect(() => row(name, Uint8Array.from(avro))).toThrow(MalformedRecordError);
  });

  it('refuses a choice that its union or enum does not have', () => {
    const device = schemaOf([{ name: 'device', type: ['null', 'string'] }], [{ name: 'device', type: 'String' }]);
    expect(() => row(device, Uint8Array.of(4))).toThrow(/union/);
    const state = schemaOf(
      [{ name: 's', type: { type: 'enum', name: 'S', symbols: ['a'] } }],
      [{ name: 's', type: 'String' }],
    );
    expect(() => row(state, Uint8Array.of(2))).toThrow(/enum/);
  });

  it('says at once where a field and its column do not go together', () => {
    const mismatch = schemaOf([{ name: 'n', type: 'string' }], [{ name: 'n', type: 'Int64' }]);
    expect(() => new RowEncoder({ ...mismatch, writer: mismatch.reader, topic: 't' })).toThrow(UnsupportedColumnError);
    const other = { type: 'record', name: 'R', fields: [] };
    expect(() => new RowEncoder({ ...number, writer: other, topic: 't' })).toThrow(/has no n/);
  });

  it('writes records in an array as tuples: what the writer lacks is empty, what the table lacks is skipped', () => {
    const item = (fields: readonly object[]) => [
      { name: 'items', type: { type: 'array', items: { type: 'record', name: 'Item', fields } } },
    ];
    const written: Schema = {
      type: 'record',
      name: 'R',
      fields: item([
        { name: 'firstName', type: 'string' },
        { name: 'dropped', type: 'long' },
        { name: 'size', type: 'long' },
      ]),
    } as Schema;
    const schema = schemaOf(item([{ name: 'firstName', type: 'string' }]), [
      { name: 'items', type: 'Array(Tuple(first_name LowCardinality(String), size Int64, is_new Bool))' },
    ]);
    const avro = Type.forSchema(written).toBuffer({
      items: [
        { firstName: 'a', dropped: 9, size: 1 },
        { firstName: 'bc', dropped: 9, size: 2 },
      ],
    });
    expect(row(schema, avro, written).toString('hex')).toBe(
      '02' + '0161' + '0100000000000000' + '00' + '026263' + '0200000000000000' + '00',
    );
  });
});
