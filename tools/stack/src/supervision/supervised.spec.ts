import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Folders, foldersOf } from '../folders.js';
import type { Part, PartEvent } from './part.js';
import { endLeftBehind, rememberProcess, rememberedProcess } from './pid-files.js';
import { pollUntil } from './poll-until.js';
import { processIdentity } from './process-identity.js';
import { Supervised } from './supervised.js';

let folders: Folders;
let events: PartEvent[];
const waiting = new Map<string, () => void>();
const tell = (event: PartEvent): void => {
  events.push(event);
  waiting.get(event.kind)?.();
};
/** Resolves when the part's next event of this kind comes. */
const next = (kind: PartEvent['kind']): Promise<void> =>
  new Promise((resolve) => {
    waiting.set(kind, resolve);
  });

beforeEach(async () => {
  folders = foldersOf(await mkdtemp(join(tmpdir(), 'naru-supervised-')));
  events = [];
  waiting.clear();
});
afterEach(() => rm(folders.base, { recursive: true }));

const readyFile = (): string => join(folders.base, 'ready');
const isThere = (): Promise<boolean> => readFile(readyFile()).then(() => true);

/** A process that says so when it is ready, and then does what the test wants. */
const part = (script: string, more: Partial<Part> = {}): Part => ({
  name: 'thing',
  command: process.execPath,
  args: ['-e', `require('fs').writeFileSync(${JSON.stringify(readyFile())}, String(process.pid)); ${script}`],
  environment: {},
  isReady: isThere,
  readyWithinMs: 10_000,
  stopWithinMs: 10_000,
  ...more,
});
const lasting = 'setInterval(() => undefined, 1000);';

describe('a supervised part', () => {
  it('starts, is told ready, and stops', async () => {
    const thing = new Supervised(part(lasting), folders, tell);
    await thing.start();
    const { pid } = thing;
    expect(await rememberedProcess(folders.run, 'thing')).toBe(pid);
    await thing.stop();
    expect(await processIdentity(pid ?? 0)).toBeUndefined();
    expect(await readdir(folders.run)).toEqual([]);
    expect(events.map(({ kind }) => kind)).toEqual(['starting', 'ready', 'stopped']);
  });

  it('is not started any more where it was stopped while it was being prepared', async () => {
    const [preparing, prepared] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const prepare = async (): Promise<void> => {
      preparing.resolve(undefined);
      await prepared.promise;
    };
    const thing = new Supervised(part(lasting, { prepare }), folders, tell);
    const started = thing.start();
    await preparing.promise;
    await thing.stop();
    prepared.resolve(undefined);
    await expect(started).rejects.toThrow('thing was stopped before it was started');
    expect(thing.pid).toBeUndefined();
  });

  it('is started again when it dies', async () => {
    const thing = new Supervised(part(lasting), folders, tell);
    await thing.start();
    const first = thing.pid;
    const again = next('ready');
    await rm(readyFile());
    thing.signal('SIGKILL');
    await again;
    expect([thing.restarts, events.find(({ kind }) => kind === 'died')]).toEqual([
      1,
      { part: 'thing', kind: 'died', how: 'SIGKILL', restartInMs: 500 },
    ]);
    expect(thing.pid).not.toBe(first);
    await thing.stop();
  });

  it('that dies again before it was ready is told ready once, when it is', async () => {
    const asking = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const answer = Promise.withResolvers<boolean>();
    let asked: number | undefined;
    const isReady = (): Promise<boolean> => {
      if (asked === undefined) return isThere();
      asking[asked++]?.resolve(undefined);
      return answer.promise;
    };
    const [starts, end] = [`${readyFile()}.starts`, `${readyFile()}.end`];
    const endsTheSecondTime = `
      const { appendFileSync, existsSync, readFileSync } = require('fs');
      appendFileSync(${JSON.stringify(starts)}, 'x');
      if (readFileSync(${JSON.stringify(starts)}).length === 2)
        setInterval(() => existsSync(${JSON.stringify(end)}) && process.exit(1), 20);`;
    const thing = new Supervised(part(`${endsTheSecondTime}; ${lasting}`, { isReady }), folders, tell);
    await thing.start();
    asked = 0;
    thing.signal('SIGKILL');
    await asking[0]?.promise;
    await writeFile(end, '');
    await asking[1]?.promise;
    const again = next('ready');
    answer.resolve(true);
    await again;
    await new Promise(setImmediate);
    expect(events.map(({ kind }) => kind)).toEqual(['starting', 'ready', 'died', 'died', 'ready']);
    await thing.stop();
  });

  it('that is held down stays dead until it is let up, and is prepared before every start', async () => {
    let prepared = 0;
    const prepare = (): Promise<void> => {
      prepared++;
      return Promise.resolve();
    };
    const thing = new Supervised(part(lasting, { prepare }), folders, tell);
    await thing.start();
    await thing.holdDown();
    expect([thing.pid, events.some(({ kind }) => kind === 'died')]).toEqual([undefined, false]);
    await rm(readyFile());
    const again = next('ready');
    thing.letUp();
    await again;
    expect([thing.restarts, prepared]).toEqual([1, 2]);
    await thing.stop();
  });

  it('that ends before it is ready is told with the end of its log', async () => {
    const args = ['-e', 'console.error("no such house"); process.exit(3)'];
    const thing = new Supervised(part('', { args }), folders, tell);
    await expect(thing.start()).rejects.toThrow(/thing ended \(exit code 3\) before it was ready.*no such house/s);
  });

  it('that hears no SIGTERM is killed, also while it is paused', async () => {
    const thing = new Supervised(
      part(`process.on('SIGTERM', () => 0); ${lasting}`, { stopWithinMs: 300 }),
      folders,
      tell,
    );
    await thing.start();
    const { pid } = thing;
    thing.signal('SIGSTOP');
    await thing.stop();
    expect(await processIdentity(pid ?? 0)).toBeUndefined();
  });

  it("gets none of the caller's own settings", async () => {
    process.env.NARU_SECRET_OF_CALLER = 'x';
    const file = join(folders.base, 'environment');
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.env)); ${lasting}`;
    const thing = new Supervised(
      part(script, { environment: { NARU_OWN: '1' }, isReady: () => readFile(file).then(({ length }) => length > 0) }),
      folders,
      tell,
    );
    await thing.start();
    await thing.stop();
    delete process.env.NARU_SECRET_OF_CALLER;
    const given = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(given).filter((name) => name.startsWith('NARU_'))).toEqual(['NARU_OWN']);
  });
});

describe('what an earlier run left behind', () => {
  it('is ended, and nothing that merely has its number', async () => {
    const left = new Supervised(part(lasting), folders, tell);
    await left.start();
    const { pid } = left;
    // a number that was given to another process since
    await rememberProcess(folders.run, 'stranger', process.pid);
    const file = join(folders.run, 'stranger.json');
    const { identity } = JSON.parse(await readFile(file, 'utf8')) as { identity: string };
    await writeFile(file, JSON.stringify({ pid: process.pid, identity: `${identity}0` }));
    const died = next('died');
    const ended = endLeftBehind(folders.run);
    await died;
    await left.stop();
    expect(await ended).toEqual(['thing']);
    expect(await processIdentity(pid ?? 0)).toBeUndefined();
    expect(await readdir(folders.run)).toEqual([]);
  });
});

describe('pollUntil', () => {
  it('takes a throw for a no, and gives up', async () => {
    let asked = 0;
    const ask = (): Promise<boolean> => (++asked < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve(true));
    expect([await pollUntil(ask, 5_000, undefined, 1), asked]).toEqual([true, 3]);
    expect(await pollUntil(() => Promise.resolve(false), 5, undefined, 1)).toBe(false);
    expect(await pollUntil(() => Promise.resolve(true), 5_000, AbortSignal.abort())).toBe(false);
  });
});
