import { mkdir, rm } from 'node:fs/promises';
import { containers } from './docker.js';
import { type StackEndpoints, endpointsFile, removeEndpoints, writeEndpoints } from './endpoints.js';
import { type Folders, foldersOf } from './folders.js';
import { type Door, planBrokers } from './parts/brokers.js';
import { confluentApi } from './parts/registry.js';
import { choosePorts, type Ports } from './ports.js';
import { type StackPartName, processesOf, stackPartNames, warehouseUser } from './processes.js';
import { secretsFile, secretsOf, type Secrets } from './secrets.js';
import { type Part, type Tell, sentenceOf } from './supervision/part.js';
import { PartSet } from './supervision/part-set.js';
import { endLeftBehind, forgetProcess, rememberedProcess, rememberProcess } from './supervision/pid-files.js';
import type { Supervised } from './supervision/supervised.js';

export interface StackOptions {
  /** Where data, logs, process numbers and secrets of this stack are kept. */
  readonly folder: string;
  /** As processes of this machine, or as the containers of compose.yaml; processes by default. */
  readonly by?: 'processes' | 'docker';
  /** All three by default; containers are always all three. */
  readonly parts?: readonly StackPartName[];
  /** One by default. Three have a controller beside them, keep each record three times and take it once two have it. */
  readonly brokers?: 1 | 3;
  /** Where services find each broker: what stands before it, and may cut and slow. The broker itself by default. */
  readonly door?: Door;
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

/** Broker, registry and warehouse, with whatever else was started beside them. */
export interface Stack extends StackEndpoints {
  readonly folders: Folders;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Brokers as services find them, `host:port` between commas. */
  readonly kafkaForServices: string;
  /** Says where they are, for other processes; gone when the stack has stopped. */
  readonly endpointsFile: string;
  /** The processes that run, by name: to be watched, killed or paused. */
  readonly parts: ReadonlyMap<string, Supervised>;
  /** Starts other parts side by side, under the same care. They are stopped before those that were started earlier. */
  readonly run: (...parts: readonly Part[]) => Promise<void>;
  /** Stops every part, the last started first. */
  readonly stop: () => Promise<void>;
}

/** Thrown where the folder's stack runs already. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

const owner = 'owner';

/**
 * Starts the parts side by side and waits until all are ready; where one fails, the others are stopped again. What an
 * earlier run left behind is ended first. @throws AlreadyRunningError, PartFailedError
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, ports: which = 'usual', say, signal, fresh = false } = options;
  const folders = foldersOf(folder);
  await takeFolder(folders, say);
  if (fresh)
    await Promise.all([folders.data, secretsFile(folder)].map((path) => rm(path, { recursive: true, force: true })));
  const [ports, secrets] = await Promise.all([choosePorts(which), secretsOf(folder)]);
  const tellAll: Tell = (event) => {
    say(sentenceOf(event));
  };
  const parts = new PartSet(folders, options.tell ?? tellAll, signal);
  const compose = { ports, password: secrets.warehousePassword };
  const stop = async (): Promise<void> => {
    await parts.stop();
    if (options.by === 'docker') await containers.stop(compose);
    await removeEndpoints(folder);
    await forgetProcess(folders.run, owner);
  };
  signal?.addEventListener('abort', () => void stop(), { once: true });
  const brokers = await planBrokers(options.brokers ?? 1, ports, options.door);
  const surroundings = { folders, ports, brokers: brokers.nodes, secrets, say, signal };
  try {
    if (options.by === 'docker') await containers.start({ ...compose, fresh, signal });
    else {
      const names = options.parts ?? stackPartNames;
      await parts.run((await Promise.all(names.map((name) => processesOf(name, surroundings)))).flat());
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const endpoints = { ...addressesIn(ports, secrets.warehousePassword), kafka: brokers.addresses };
  await writeEndpoints(folder, endpoints);
  return {
    ...endpoints,
    endpointsFile: endpointsFile(folder),
    folders,
    ports,
    secrets,
    kafkaForServices: brokers.forServices,
    parts: parts.byName,
    run: (...more) => parts.run(more),
    stop,
  };
}

/** Where the parts answer, by their ports. */
export const addressesIn = (
  { kafka, registry, clickhouse }: Pick<Ports, 'kafka' | 'registry' | 'clickhouse'>,
  password: string,
): StackEndpoints => ({
  kafka: `127.0.0.1:${kafka}`,
  registry: `http://127.0.0.1:${registry}${confluentApi}`,
  clickhouse: { url: `http://127.0.0.1:${clickhouse}`, user: warehouseUser, password },
});

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
