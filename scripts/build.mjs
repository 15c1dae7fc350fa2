// Transpiles every package's src/ into its dist/, only what changed. Types are the type checker's business.
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = { ...JSON.parse(await readFile(join(root, '.swcrc'), 'utf8')), swcrc: false };
const optionsChangedAt = (await stat(join(root, '.swcrc'))).mtimeMs;

const isSource = (name) => name.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(name);
const filesUnder = async (folder) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const changedAt = async (file) => (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;

async function transpile(source, target) {
  const { code, map } = await transform(await readFile(source, 'utf8'), { ...options, filename: source });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target + '.map', map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
}

async function buildPackage(folder) {
  const sources = (await filesUnder(join(folder, 'src'))).filter(isSource);
  const targets = new Map(
    sources.map((source) => [join(folder, 'dist', source.slice(join(folder, 'src').length + 1, -3) + '.js'), source]),
  );
  for (const stale of await filesUnder(join(folder, 'dist')))
    if (!targets.has(stale.replace(/\.map$/, ''))) await rm(stale);
  let built = 0;
  for (const [target, source] of targets) {
    if ((await changedAt(target)) > Math.max(await changedAt(source), optionsChangedAt)) continue;
    await transpile(source, target);
    built++;
  }
  return built;
}

let built = 0;
for (const kind of ['libs', 'apps', 'tools'])
  for (const name of await readdir(join(root, kind))) built += await buildPackage(join(root, kind, name));
process.stderr.write(`built ${built} files\n`);
