import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeviceTable, type Placed } from './device-table.js';
import { always } from './span.js';

const encoder = new TextEncoder();
const bytesOf = (source: string, device: string) => {
  const [first, second] = [encoder.encode(source), encoder.encode(device)];
  const bytes = new Uint8Array([9, ...first, 9, 9, ...second]);
  const sourceEnd = 1 + first.length;
  return { bytes, name: { sourceStart: 1, sourceEnd, deviceStart: sourceEnd + 2, deviceEnd: bytes.length } };
};
const text = fc.string({ maxLength: 4 });
const find = (table: DeviceTable, source: string, device: string): number => {
  const { bytes, name } = bytesOf(source, device);
  return table.deviceOf(bytes, name);
};
const placed = (key: string, fields: string, partition = 0): Placed => {
  const holds = { generation: 1, span: always, dependsOn: undefined };
  return { ...holds, key: encoder.encode(key), fields: encoder.encode(fields), partition };
};
const placeIn = (table: DeviceTable, device: number) =>
  [table.keyOf(device), table.fieldsOf(device)].map((bytes) => Buffer.from(bytes).toString());

describe('DeviceTable', () => {
  it('keeps apart what has another name, and knows the same name again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 200 }), (names) => {
        const table = new DeviceTable();
        for (const [source, device] of names) {
          const found = find(table, source, device);
          expect(table.namesOf(found)).toEqual({ source, device });
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
        const [table, expected] = [new DeviceTable(), new Map<number, string[]>()];
        for (const [n, key, fields] of places) {
          const device = find(table, 's', `device-${n}`);
          table.place(device, placed(key, fields, n));
          expected.set(device, [key, fields]);
          for (const [one, [itsKey, itsFields]] of expected) expect(placeIn(table, one)).toEqual([itsKey, itsFields]);
        }
      }),
    );
  });

  it('tells as long as which a device is placed so, and on which point of its own that depends', () => {
    const table = new DeviceTable();
    const device = find(table, 's', 'd');
    const points = [undefined, null, { longitude: 127, latitude: 37 }, null, { longitude: 1, latitude: 2 }, undefined];
    for (const [n, dependsOn] of points.entries()) {
      const holds = { generation: n, span: { from: n, until: Infinity }, dependsOn };
      table.place(device, { ...placed('key', 'fields'), ...holds });
      expect(table.placementOf(device)).toEqual(holds);
    }
  });

  it('grows with the devices of a large city, however long their names and places are', () => {
    const table = new DeviceTable();
    const names = Array.from({ length: 20_000 }, (_, i) => `${'long '.repeat(10)}${i}`);
    const devices = names.map((name) => {
      const device = find(table, 's', name);
      table.recent.of(device).count = 1;
      table.place(device, placed(name, `${'wide '.repeat(20)}${name}`));
      return device;
    });
    expect(devices.map((device) => table.namesOf(device).device)).toEqual(names);
    expect(names.map((name) => find(table, 's', name))).toEqual(devices);
    expect(devices.every((device, i) => placeIn(table, device)[1]?.endsWith(` ${names[i]}`))).toBe(true);
    expect(table.size).toBe(names.length);
  });

  it('never forgets a busy device, and forgets idle ones that fell silent', () => {
    const table = new DeviceTable();
    const busy = Array.from({ length: 300 }, (_, i) => find(table, 's', `busy-${i}`));
    for (const device of busy) table.recent.of(device).count = 1;
    busy.forEach((device, i) => {
      table.place(device, placed(`key-${i}`, `fields-${i}`, i));
    });
    for (let i = 0; i < 100_000; i++) {
      const device = find(table, 's', `idle-${i}`);
      // whoever has the number of a device that was forgotten has nothing else of it
      expect(table.placementOf(device)).toMatchObject({ generation: -1, dependsOn: undefined });
      expect(table.keyOf(device)).toHaveLength(0);
      table.place(device, { ...placed('idle', 'idle'), dependsOn: { longitude: i, latitude: 0 } });
    }
    expect(busy.map((_, i) => find(table, 's', `busy-${i}`))).toEqual(busy);
    expect(busy.map((device) => placeIn(table, device))).toEqual(busy.map((_, i) => [`key-${i}`, `fields-${i}`]));
    expect(busy.map((device) => table.partitionOf(device))).toEqual(busy.map((_, i) => i));
    expect([...table.devices()]).toHaveLength(table.size);
    expect(table.size).toBeLessThan(10_000);
  });
});
