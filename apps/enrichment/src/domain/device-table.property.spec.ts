import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeviceTable } from './device-table.js';

const encoder = new TextEncoder();
const bytesOf = (source: string, device: string) => {
  const [first, second] = [encoder.encode(source), encoder.encode(device)];
  const bytes = new Uint8Array([9, ...first, 9, 9, ...second]);
  const sourceEnd = 1 + first.length;
  return { bytes, name: { sourceStart: 1, sourceEnd, deviceStart: sourceEnd + 2, deviceEnd: bytes.length } };
};
const text = fc.string({ maxLength: 4 });

describe('DeviceTable', () => {
  it('keeps apart what has another name, and knows the same name again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 200 }), (names) => {
        const table = new DeviceTable(
          (...sourceAndDevice) => sourceAndDevice,
          () => false,
        );
        for (const [source, device] of names) {
          const { bytes, name } = bytesOf(source, device);
          expect(table.slotOf(bytes, name)).toEqual([source, device]);
          expect(table.slotOf(bytes, name)).toBe(table.slotOf(bytes, name));
        }
        expect(table.size).toBe(new Set(names.map((name) => JSON.stringify(name))).size);
      }),
    );
  });

  it('grows with the devices of a large city, however long their names are', () => {
    const table = new DeviceTable<{ readonly device: string }>(
      (_, device) => ({ device }),
      () => false,
    );
    const devices = Array.from({ length: 20_000 }, (_, i) => `${'long '.repeat(10)}${i}`);
    const slotOf = (device: string) => {
      const { bytes, name } = bytesOf('s', device);
      return table.slotOf(bytes, name);
    };
    const slots = devices.map(slotOf);
    expect(slots.every((slot, i) => slot.device === devices[i] && slotOf(slot.device) === slot)).toBe(true);
    expect(table.size).toBe(devices.length);
  });

  it('never forgets a busy device, and forgets idle ones that fell silent', () => {
    const table = new DeviceTable<{ readonly device: string }>(
      (_, device) => ({ device }),
      ({ device }) => !device.startsWith('busy'),
    );
    const slotOf = (device: string) => {
      const { bytes, name } = bytesOf('s', device);
      return table.slotOf(bytes, name);
    };
    const busy = Array.from({ length: 300 }, (_, i) => slotOf(`busy-${i}`));
    for (let i = 0; i < 100_000; i++) slotOf(`idle-${i}`);
    expect(busy.every((slot, i) => slotOf(`busy-${i}`) === slot)).toBe(true);
    expect(table.size).toBeLessThan(10_000);
  });
});
