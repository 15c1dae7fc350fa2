import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeviceMemory, Placed } from './device-memory.js';
import { DeviceTable } from './device-table.js';
import { always } from './span.js';

const encoder = new TextEncoder();
const bytesOf = (source: string, device: string) => {
  const [first, second] = [encoder.encode(source), encoder.encode(device)];
  const bytes = new Uint8Array([9, ...first, 9, 9, ...second]);
  const sourceEnd = 1 + first.length;
  return { bytes, name: { sourceStart: 1, sourceEnd, deviceStart: sourceEnd + 2, deviceEnd: bytes.length } };
};
const text = fc.string({ maxLength: 4 });
const find = (table: DeviceTable, source: string, device: string): DeviceMemory => {
  const { bytes, name } = bytesOf(source, device);
  return table.deviceOf(bytes, name);
};
const placed = (key: string, fields: string, partition = 0): Placed => {
  const holds = { generation: 1, span: always, dependsOn: undefined };
  return { ...holds, key: encoder.encode(key), fields: encoder.encode(fields), partition };
};
const placeIn = (table: DeviceTable, device: DeviceMemory) =>
  [table.keyOf(device), table.fieldsOf(device)].map((bytes) => Buffer.from(bytes).toString());

describe('DeviceTable', () => {
  it('keeps apart what has another name, and knows the same name again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 200 }), (names) => {
        const table = new DeviceTable();
        for (const [source, device] of names) {
          const found = find(table, source, device);
          expect([found.source, found.device]).toEqual([source, device]);
          expect(find(table, source, device)).toBe(found);
        }
        expect(table.size).toBe(new Set(names.map((name) => JSON.stringify(name))).size);
      }),
    );
  });

  it('has of each device the place that it was given last, however long', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.string({ maxLength: 9 }), fc.string({ maxLength: 400 }));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 300 }), (places) => {
        const [table, expected] = [new DeviceTable(), new Map<DeviceMemory, string[]>()];
        for (const [n, key, fields] of places) {
          const device = find(table, 's', `device-${n}`);
          table.place(device, placed(key, fields, n));
          expected.set(device, [key, fields]);
          for (const [one, [itsKey, itsFields]] of expected) expect(placeIn(table, one)).toEqual([itsKey, itsFields]);
        }
      }),
    );
  });

  it('grows with the devices of a large city, however long their names and places are', () => {
    const table = new DeviceTable();
    const names = Array.from({ length: 20_000 }, (_, i) => `${'long '.repeat(10)}${i}`);
    const devices = names.map((name) => {
      const device = find(table, 's', name);
      device.count = 1;
      table.place(device, placed(name, `${'wide '.repeat(20)}${name}`));
      return device;
    });
    expect(devices.every((device, i) => device.device === names[i] && find(table, 's', device.device) === device)).toBe(
      true,
    );
    expect(devices.every((device) => placeIn(table, device)[1]?.endsWith(` ${device.device}`))).toBe(true);
    expect(table.size).toBe(names.length);
  });

  it('never forgets a busy device, and forgets idle ones that fell silent', () => {
    const table = new DeviceTable();
    const busy = Array.from({ length: 300 }, (_, i) => find(table, 's', `busy-${i}`));
    for (const device of busy) device.count = 1;
    for (let i = 0; i < 100_000; i++) find(table, 's', `idle-${i}`);
    expect(busy.every((device, i) => find(table, 's', `busy-${i}`) === device)).toBe(true);
    expect(table.size).toBeLessThan(10_000);
  });
});
