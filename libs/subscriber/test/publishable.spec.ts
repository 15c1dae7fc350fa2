import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

interface Manifest {
  readonly version: string;
  readonly private?: boolean;
  readonly license: string;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (library: string): Manifest =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../${library}/package.json`, import.meta.url)), 'utf8'),
  ) as Manifest;

it('needs no package that stays in this repository, and names in its README those it is published with', () => {
  const needed = new Map<string, Manifest>();
  const need = (library: string): void => {
    if (needed.has(library)) return;
    const found = manifestOf(library);
    needed.set(library, found);
    for (const name of Object.keys(found.dependencies ?? {}))
      if (name.startsWith('@naru/')) need(name.slice('@naru/'.length));
  };
  need('subscriber');
  for (const { private: isPrivate, license, files, version } of needed.values())
    expect({ isPrivate, license, files, version }).toEqual({
      isPrivate: undefined,
      license: 'Apache-2.0',
      files: ['dist', 'src'],
      version: manifestOf('subscriber').version,
    });
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
  const [, published = ''] = readme.split('## Published with');
  expect(
    [...needed.keys()].filter((library) => library !== 'subscriber' && !published.includes(`@naru/${library}`)),
  ).toEqual([]);
});
