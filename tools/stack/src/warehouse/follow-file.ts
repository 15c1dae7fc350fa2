import { type FileHandle, open, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const chunkBytes = 256 * 1024;
const askAgainMs = 10;

/**
 * The bytes of a file that somebody else is still writing, as they come, until `finished` (which never rejects) and all
 * is read; then the file is removed. The engine can hand a result of any format only to a file as it grows: its own
 * streaming repeats a format's head and foot with every block.
 */
export async function* followFile(file: string, finished: Promise<unknown>): AsyncGenerator<Buffer> {
  const writer = { hasFinished: false };
  const end = finished.then(() => {
    writer.hasFinished = true;
  });
  let handle: FileHandle | undefined;
  try {
    for (;;) {
      // asked before reading: what was written before the end is then seen by this very read
      const { hasFinished } = writer;
      handle ??= await openIfThere(file);
      const buffer = Buffer.allocUnsafe(chunkBytes);
      const bytesRead = handle === undefined ? 0 : (await handle.read(buffer, 0, chunkBytes, null)).bytesRead;
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (hasFinished) return;
      else await Promise.race([end, sleep(askAgainMs)]);
    }
  } finally {
    await handle?.close();
    // a reader that left early must not let the writer make the file anew
    await end;
    await rm(file, { force: true });
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
