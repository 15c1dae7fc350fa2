import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../../.naru/python-environments', import.meta.url));

/** A Python that has these packages, in an environment of its own that is kept; undefined where none can be made. */
export async function pythonWith(requirements: string): Promise<string | undefined> {
  const home = join(folder, createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12));
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return python;
  const beside = `${home}.${process.pid}`; // two may make it at once
  try {
    await run('python3', ['-m', 'venv', beside]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(join(beside, 'bin', 'python'), pip);
    await rename(beside, home).catch(async (error: unknown) => {
      if (!existsSync(python)) throw error;
      await rm(beside, { recursive: true });
    });
    return python;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    process.stderr.write(`No Python with ${requirements}: ${String(error)}\n`);
    return undefined;
  }
}
