import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { root } from './repository.js';

const isOurs = (path: string) => !/(^|\/)(node_modules|dist|\.[^/]+)(\/|$)/.test(path);

/** Files of the repository with this ending, by path from its root. */
const files = (ending: string): string[] =>
  ['apps', 'libs', 'tools', 'docs', 'schemas', 'examples', 'k8s', 'helm', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .concat(['README.md', 'CONTRIBUTING.md'])
    .filter((path) => isOurs(path) && path.endsWith(ending));

const isThere = (path: string) => existsSync(join(root, path));

it('has pages whose links lead somewhere', () => {
  const broken = files('.md').flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, target = '']) => join(dirname(page), target))
      .filter((target) => !isThere(target))
      .map((target) => `${page}: ${relative('.', target)}`),
  );
  expect(broken).toEqual([]);
});

it('names in its code only pages that exist', () => {
  const missing = files('.ts').flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
      .filter(([page]) => !isThere(page))
      .map(([page]) => `${file}: ${page}`),
  );
  expect(missing).toEqual([]);
});

it('lists every runbook', () => {
  const index = readFileSync(join(root, 'docs/runbooks/README.md'), 'utf8');
  const pages = readdirSync(join(root, 'docs/runbooks')).filter((name) => name !== 'README.md');
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});

/** What programs make readers of Kafka by, in every language that examples are written in. */
const makesReader = /\bConsumer\(|KafkaConsumer<|\.consumer\(|Transport\.KAFKA|console-consumer/;
/** As a setting, not as a word in a comment. */
const isCommittedOnly = /isolation[.-]level\W{1,6}read_committed|readUncommitted: false/;

it('shows readers of Kafka that read what is committed', () => {
  const blocks = files('.md').flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/^```\w+\n([\s\S]*?)^```/gm)].map(
      ([, code = '']) => [page, code] as const,
    ),
  );
  const programs = ['.ts', '.js', '.mjs', '.py', '.java']
    .flatMap(files)
    .filter((path) => /^(examples|test\/python)\//.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  const readers = [...blocks, ...programs].filter(([, code]) => makesReader.test(code));
  expect(readers.filter(([, code]) => !isCommittedOnly.test(code))).toEqual([]);
  // our own plane does by itself, unless it is told otherwise
  expect([...blocks, ...programs].filter(([, code]) => code.includes('read_uncommitted'))).toEqual([]);
  expect(programs.map(([path]) => path)).toEqual(expect.arrayContaining(['test/python/read_topics.py']));
  expect(readers.length).toBeGreaterThanOrEqual(7);
});

it('tells of metrics by the names that they have', () => {
  const made = files('.ts').flatMap(
    (file) => readFileSync(join(root, file), 'utf8').match(/\bnaru_[a-z_]+(?=')/g) ?? [],
  );
  const told = files('.md').flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/`(naru_[a-z]+_[a-z_]+)/g)].map(([, name = '']) => name),
  );
  expect(told.length).toBeGreaterThan(10);
  expect([...new Set(told)].filter((name) => !made.some((metric) => metric.startsWith(name)))).toEqual([]);
});
