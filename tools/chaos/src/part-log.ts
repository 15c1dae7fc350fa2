import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from '@naru/stack';

/** A part's log from a point on: what it said since a fault. */
export class PartLog {
  private constructor(
    private readonly file: string,
    private readonly from: number,
  ) {}

  static async from(folders: Folders, part: string): Promise<PartLog> {
    const file = join(folders.log, `${part}.log`);
    return new PartLog(file, (await stat(file).catch(() => undefined))?.size ?? 0);
  }

  async text(): Promise<string> {
    const log = await open(this.file, 'r');
    try {
      const { size } = await log.stat();
      // a log that has grown too large began anew
      const from = size < this.from ? 0 : this.from;
      const { buffer } = await log.read(Buffer.alloc(size - from), 0, size - from, from);
      return buffer.toString();
    } finally {
      await log.close();
    }
  }
}

/** Whether a log tells that a commit was refused: the broker knew a later owner of the task, or of the transactional id. */
export const tellsRefusal = (text: string): boolean => /FencedError|StaleGenerationError/.test(text);
