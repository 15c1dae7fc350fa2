import { execFile } from 'node:child_process';
import { mkdir, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of its own under one folder, in memory, that can be full from one moment to the next. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** Undefined where this machine lets nobody mount one (needs Linux, and to be root); tells why. */
  static async mount(folder: string, tell: (why: string) => void): Promise<SmallDisk | undefined> {
    const disk = new SmallDisk(folder);
    await mkdir(folder, { recursive: true });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${roomy}`, 'tmpfs', folder]);
      return disk;
    } catch (error) {
      tell(error instanceof Error ? error.message.trim() : String(error));
      return undefined;
    }
  }

  /** Leaves not a block: the disk becomes as small as what lies on it, which may grow between the look and the change. */
  async fill(): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        const { blocks, bfree, bsize } = await statfs(this.folder);
        await this.#resize(String((blocks - bfree) * bsize));
        return;
      } catch (error) {
        if (attempt === mostAttempts) throw error;
      }
  }

  relieve(): Promise<void> {
    return this.#resize(roomy);
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.folder]);
  }

  async #resize(size: string): Promise<void> {
    await run('mount', ['-o', `remount,size=${size}`, this.folder]);
  }
}

const roomy = '4g';
const mostAttempts = 50;
