import { mkdir, rm } from 'node:fs/promises';
import { downloaded } from './downloads.js';
import { type StackEndpoints, endpointsFile, removeEndpoints, writeEndpoints } from './endpoints.js';
import { type Folders, foldersOf } from './folders.js';
import { brokerPart } from './parts/broker.js';
import { confluentApi, registryPart } from './parts/registry.js';
import { warehousePart } from './parts/warehouse.js';
import { choosePorts, type Ports } from './ports.js';
import { secretsFile, secretsOf, type Secrets } from './secrets.js';
import { type Part, type Tell, sentenceOf } from './supervision/part.js';
import { endLeftBehind, forgetProcess, rememberedProcess, rememberProcess } from './supervision/pid-files.js';
import { Supervised } from './supervision/supervised.js';

export type StackPartName = 'broker' | 'registry' | 'warehouse';

export interface StackOptions {
  /** Where data, logs, process numbers and secrets of this stack are kept. */
  readonly folder: string;
  /** All three by default. */
  readonly parts?: readonly StackPartName[];
  /** The usual ports, or any free ones; the usual by default. */
  readonly ports?: 'usual' | 'any';
  /** Forgets the folder's data and secrets first. */
  readonly fresh?: boolean;
  /** Hears of each part's life; by default its sentences go to `say`. */
  readonly tell?: Tell;
  /** A line for a person who waits. */
  readonly say: (line: string) => void;
  /** Ends a start that takes too long for whoever waits. */
  readonly signal?: AbortSignal;
}

export interface WarehouseAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Broker, registry and warehouse as processes of this machine. */
export interface Stack extends StackEndpoints {
  readonly folders: Folders;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Says where they are, for other processes; gone when the stack has stopped. */
  readonly endpointsFile: string;
  /** The parts that run, by name: to be watched, killed or paused. */
  readonly parts: ReadonlyMap<string, Supervised>;
  /** Starts another part under the same care. It is stopped before those that were started earlier. */
  readonly run: (part: Part) => Promise<Supervised>;
  /** Stops every part, the last started first. */
  readonly stop: () => Promise<void>;
}

/** Thrown where the folder's stack runs already. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

const owner = 'owner';
const warehouseUser = 'naru';

/**
 * Starts the parts side by side and waits until all are ready; where one fails, the others are stopped again. What an
 * earlier run left behind is ended first. @throws AlreadyRunningError, PartFailedError
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, parts, ports: which = 'usual', say, signal } = options;
  const tell: Tell =
    options.tell ??
    ((event) => {
      say(sentenceOf(event));
    });
  const folders = foldersOf(folder);
  await takeFolder(folders, say);
  if (options.fresh === true)
    await Promise.all([folders.data, secretsFile(folder)].map((path) => rm(path, { recursive: true, force: true })));
  const [ports, secrets] = await Promise.all([choosePorts(which), secretsOf(folder)]);
  const started = new Map<string, Supervised>();
  const run = async (part: Part): Promise<Supervised> => {
    signal?.throwIfAborted();
    const supervised = new Supervised(part, folders, tell);
    started.set(part.name, supervised);
    await supervised.start();
    return supervised;
  };
  const stop = async (): Promise<void> => {
    for (const part of [...started.values()].reverse()) await part.stop();
    await removeEndpoints(folder);
    await forgetProcess(folders.run, owner);
  };
  signal?.addEventListener('abort', () => void stop(), { once: true });
  const makers: Record<StackPartName, () => Promise<Part>> = {
    broker: async () =>
      brokerPart({
        jars: await downloaded('kafka', say, signal),
        folders,
        port: ports.kafka,
        controllerPort: ports.controller,
      }),
    registry: async () =>
      registryPart({ archive: await downloaded('apicurio', say, signal), folders, port: ports.registry }),
    warehouse: () =>
      Promise.resolve(
        warehousePart({ folders, port: ports.clickhouse, user: warehouseUser, password: secrets.warehousePassword }),
      ),
  };
  const names = parts ?? (['broker', 'registry', 'warehouse'] as const);
  const starts = await Promise.allSettled(names.map(async (name) => run(await makers[name]())));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const endpoints: StackEndpoints = {
    kafka: `127.0.0.1:${ports.kafka}`,
    registry: `http://127.0.0.1:${ports.registry}${confluentApi}`,
    clickhouse: {
      url: `http://127.0.0.1:${ports.clickhouse}`,
      user: warehouseUser,
      password: secrets.warehousePassword,
    },
  };
  await writeEndpoints(folder, endpoints);
  return { ...endpoints, endpointsFile: endpointsFile(folder), folders, ports, secrets, parts: started, run, stop };
}

async function takeFolder(folders: Folders, say: (line: string) => void): Promise<void> {
  await Promise.all([folders.data, folders.log, folders.run].map((path) => mkdir(path, { recursive: true })));
  const other = await rememberedProcess(folders.run, owner);
  if (other !== undefined && other !== process.pid)
    throw new AlreadyRunningError(
      `It runs already, as process ${other}. Stop that one first (Ctrl-C, or kill ${other}).`,
    );
  const ended = await endLeftBehind(folders.run);
  if (ended.length > 0) say(`ended what an earlier run left behind: ${ended.join(', ')}`);
  await rememberProcess(folders.run, owner, process.pid);
}
