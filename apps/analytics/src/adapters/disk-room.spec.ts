import { describe, expect, it } from '@jest/globals';
import { WarehouseRefusedError, WarehouseUnavailableError } from '@naru/clickhouse';
import { DiskRoom } from './disk-room.js';

/** A warehouse that answers with these free bytes, or failures, one after another. */
function roomOf(...answers: readonly (number | Error)[]) {
  const left = [...answers];
  const told: number[] = [];
  const complaints: string[] = [];
  const room = new DiskRoom({
    warehouse: {
      rows: <T>() => {
        const answer = left.shift();
        if (answer === undefined) throw new Error('Nobody expected to be asked');
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve([{ room: String(answer) } as T]);
      },
    },
    cluster: undefined,
    leastBytes: 100,
    metrics: { room: (bytes) => told.push(bytes) },
    logger: { warn: (_: object, text?: string) => complaints.push(text ?? '') },
  });
  return { room, told, complaints };
}

describe('an answer of the warehouse', () => {
  it('is believed between two moments with room, and not before, nor on both sides of one without', async () => {
    const { room, told } = roomOf(100, 100, 99, 5_000, 5_000);
    const believed = [];
    for (let insert = 0; insert < 5; insert++) believed.push(await room.lasts());
    expect(believed).toEqual([false, true, false, false, true]);
    expect(told).toEqual([100, 100, 99, 5_000, 5_000]);
  });

  it('is doubted once after an insert that failed', async () => {
    const { room } = roomOf(100, 100, 100);
    await room.lasts();
    room.doubt();
    expect([await room.lasts(), await room.lasts()]).toEqual([false, true]);
  });

  it('is doubted as long as the warehouse may not say how much room there is, which is told once', async () => {
    const denied = new WarehouseRefusedError('Not enough privileges', 497);
    const { room, told, complaints } = roomOf(denied, denied, 100, 100);
    const believed = [];
    for (let insert = 0; insert < 4; insert++) believed.push(await room.lasts());
    expect(believed).toEqual([false, false, false, true]);
    expect(told).toEqual([100, 100]);
    expect(complaints).toEqual([expect.stringContaining('grant SELECT on system.disks')]);
  });

  it('is missing where the warehouse is away: whoever asks tries again, and proves', async () => {
    const { room } = roomOf(100, new WarehouseUnavailableError('connect ECONNREFUSED', undefined), 100, 100);
    await room.lasts();
    await expect(room.lasts()).rejects.toThrow(WarehouseUnavailableError);
    expect([await room.lasts(), await room.lasts()]).toEqual([false, true]);
  });
});
