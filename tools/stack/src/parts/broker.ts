import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KafkaClient } from '@naru/kafka';
import type { Folders } from '../folders.js';
import type { Part } from '../supervision/part.js';
import { brokerSettings, replicatedSettings } from './broker-settings.js';
import type { BrokerNode } from './brokers.js';
import { javaCommand } from './java.js';

const run = promisify(execFile);

const logging = `status = error
appenders = out
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %c{1} %m%n
rootLogger.level = WARN
rootLogger.appenderRefs = out
rootLogger.appenderRef.out.ref = out
`;

interface BrokerOptions {
  readonly jars: string;
  readonly folders: Folders;
}

/** Where a broker keeps what it must not lose. */
export const brokerLogs = (folders: Folders, name: string): string => join(folders.data, name, 'logs');

/** Apache Kafka as one process: broker, KRaft controller, or both. Its storage is formatted where it is empty. */
export async function brokerPart(node: BrokerNode, { jars, folders }: BrokerOptions): Promise<Part> {
  const data = join(folders.data, node.name);
  const settingsFile = join(data, 'server.properties');
  const loggingFile = join(data, 'log4j2.properties');
  const logs = brokerLogs(folders, node.name);
  await mkdir(data, { recursive: true });
  const settings = {
    ...brokerSettings,
    ...(node.isReplicated && replicatedSettings),
    ...settingsOf(node),
    'log.dirs': logs,
  };
  await writeFile(
    settingsFile,
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  await writeFile(loggingFile, logging);
  const java = [`-Dlog4j2.configurationFile=${loggingFile}`, '-cp', join(jars, '*')];
  const heap = ['-Xms128m', `-Xmx${node.heapMb}m`, '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20'];
  const { port } = node;
  return {
    name: node.name,
    command: javaCommand(),
    args: [...heap, ...java, 'kafka.Kafka', settingsFile],
    environment: {},
    prepare: async () => formatOnce(java, settingsFile, { logs, clusterId: await clusterIdOf(folders) }),
    isReady: () => (port === undefined ? listens(node.controllerPort ?? 0) : brokerAnswers(port)),
    readyWithinMs: 90_000,
    stopWithinMs: 20_000,
  };
}

function settingsOf({ nodeId, roles, voter, controllerPort, port, door }: BrokerNode): Record<string, string> {
  const direct = port === undefined ? [] : [`PLAINTEXT://127.0.0.1:${port}`];
  const controller = controllerPort === undefined ? [] : [`CONTROLLER://127.0.0.1:${controllerPort}`];
  const listeners = [...direct, ...(door ? [`DOOR://127.0.0.1:${door.port}`] : []), ...controller];
  const advertised = [...direct, ...(door ? [`DOOR://127.0.0.1:${door.advertised}`] : [])];
  return {
    'process.roles': roles,
    'node.id': String(nodeId),
    'controller.quorum.voters': voter,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,DOOR:PLAINTEXT,CONTROLLER:PLAINTEXT',
    listeners: listeners.join(),
    ...(advertised.length > 0 && { 'advertised.listeners': advertised.join() }),
  };
}

const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

/** One id for every process of the cluster; that of what was formatted before it was kept apart. */
async function clusterIdOf(folders: Folders): Promise<string> {
  const file = join(folders.data, 'cluster-id');
  // Kafka's own tool takes an id that begins with a dash for an option.
  const newId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await writeFile(file, newId, { flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  return (await textOf(file)) ?? newId;
}

async function formatOnce(
  java: readonly string[],
  settingsFile: string,
  { logs, clusterId }: { logs: string; clusterId: string },
): Promise<void> {
  if ((await textOf(join(logs, 'meta.properties'))) !== undefined) return;
  await run(javaCommand(), [
    '-XX:TieredStopAtLevel=1',
    ...java,
    'kafka.tools.StorageTool',
    'format',
    '--cluster-id',
    clusterId,
    '--config',
    settingsFile,
  ]);
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

async function brokerAnswers(port: number): Promise<boolean> {
  const client = await KafkaClient.connect({
    brokers: [`127.0.0.1:${port}`],
    clientId: 'naru-stack',
    requestTimeoutMs: 2_000,
    retryForMs: 0,
  });
  try {
    await client.admin.listTopics();
    return true;
  } finally {
    await client.close();
  }
}
