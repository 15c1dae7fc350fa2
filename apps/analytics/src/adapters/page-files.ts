import { readFile, readdir } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  /** The body in gzip; undefined where that isn't smaller. */
  readonly packed: Buffer | undefined;
  readonly etag: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.yaml': 'application/yaml; charset=utf-8',
};

const pageFolder = fileURLToPath(new URL('../../page/', import.meta.url));
const asyncApi = fileURLToPath(new URL('../../../../docs/asyncapi.yaml', import.meta.url));
const libraryFiles = ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'];

/**
 * Everything that the page is made of, by path: its own files, the map library out of node_modules, and the description
 * of the topics. Held in memory, so that no path of a request ever reaches the file system.
 */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const library = join(createRequire(import.meta.url).resolve('maplibre-gl/package.json'), '..', 'dist');
  const own = await readdir(pageFolder);
  const paths: [string, string][] = [
    ...own.map((name): [string, string] => [name === 'index.html' ? '/' : `/assets/${name}`, join(pageFolder, name)]),
    ...libraryFiles.map((name): [string, string] => [`/assets/maplibre-gl/${name}`, join(library, name)]),
    ['/asyncapi.yaml', asyncApi],
  ];
  return new Map(await Promise.all(paths.map(async ([path, file]) => [path, await readPageFile(file)] as const)));
}

async function readPageFile(file: string): Promise<PageFile> {
  const body = await readFile(file);
  const packed = await promisify(gzip)(body);
  return {
    type: types[extname(file)] ?? 'application/octet-stream',
    body,
    packed: packed.length < body.length ? packed : undefined,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  };
}
