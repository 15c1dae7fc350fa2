import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KafkaClient } from '@naru/kafka';
import type { Folders } from '../folders.js';
import type { Part } from '../supervision/part.js';
import { brokerSettings } from './broker-settings.js';
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
  readonly port: number;
  readonly controllerPort: number;
}

/** Apache Kafka as one process: broker and KRaft controller. Its storage is formatted at the first start. */
export async function brokerPart({ jars, folders, port, controllerPort }: BrokerOptions): Promise<Part> {
  const data = join(folders.data, 'broker');
  const settingsFile = join(data, 'server.properties');
  const loggingFile = join(data, 'log4j2.properties');
  const logFolder = join(data, 'logs');
  const settings = {
    ...brokerSettings,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': logFolder,
  };
  await mkdir(data, { recursive: true });
  await writeFile(
    settingsFile,
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  await writeFile(loggingFile, logging);
  const java = [`-Dlog4j2.configurationFile=${loggingFile}`, '-cp', join(jars, '*')];
  await formatOnce(java, settingsFile, logFolder);
  return {
    name: 'broker',
    command: javaCommand(),
    args: ['-Xms128m', '-Xmx512m', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', ...java, 'kafka.Kafka', settingsFile],
    environment: {},
    isReady: () => brokerAnswers(port),
    readyWithinMs: 90_000,
    stopWithinMs: 20_000,
  };
}

async function formatOnce(java: readonly string[], settingsFile: string, logFolder: string): Promise<void> {
  const isFormatted = await access(join(logFolder, 'meta.properties')).then(
    () => true,
    () => false,
  );
  if (isFormatted) return;
  // Kafka's own tool takes an id that begins with a dash for an option.
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
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
