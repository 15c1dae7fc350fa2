import { hostname } from 'node:os';
import { z } from 'zod';
import { flag, list, secretBytes, whole } from './text.js';
import { variable } from './variable.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const timeZone = z.string().refine(isTimeZone, 'write an IANA time zone, like Asia/Seoul');

/** Port of a service's HTTP surface; each service has its own default. */
export const httpPort = (defaultPort: number) =>
  variable(
    { variable: 'NARU_HTTP_PORT', group: 'HTTP', meaning: 'Port that the service answers on; 0 takes any free one.' },
    whole(0, 65_535).default(defaultPort),
  );

/** The key that wraps the keys of sources, for services that can't do without it: `commonConfig.extend({ masterKey })`. */
export const masterKey = variable(
  {
    variable: 'NARU_MASTER_KEY',
    group: 'Security',
    meaning: 'Key that wraps the keys of sources: 32 bytes in base64. Make one with: openssl rand -base64 32',
    secret: true,
  },
  secretBytes(32),
);

/**
 * What every service reads. A service adds its own fields: `commonConfig.extend({ httpPort: httpPort(8083), … })`.
 * Fields are read as `config.kafkaBrokers`, never by the variable's name.
 */
export const commonConfig = z.object({
  kafkaBrokers: variable(
    {
      variable: 'NARU_KAFKA_BROKERS',
      group: 'Kafka',
      meaning: 'Brokers to start from, host:port between commas.',
      example: '127.0.0.1:9092',
    },
    list.refine(
      (brokers) => brokers.length > 0 && brokers.every((broker) => /^[^:\s]+:\d+$/.test(broker)),
      'write host:port between commas',
    ),
  ),
  registryUrl: variable(
    {
      variable: 'NARU_REGISTRY_URL',
      group: 'Kafka',
      meaning: 'Schema registry, Confluent API.',
      example: 'http://127.0.0.1:8090/apis/ccompat/v7',
    },
    z.url({ error: 'write a URL' }),
  ),
  tenant: variable(
    { variable: 'NARU_TENANT', group: 'Hub', meaning: 'Prefix of all physical names; empty for none.' },
    z
      .string()
      .regex(/^[a-z][a-z0-9]{0,31}$/, 'write up to 32 lower-case letters and digits')
      .or(z.literal(''))
      .default(''),
  ),
  instance: variable(
    {
      variable: 'NARU_INSTANCE',
      group: 'Hub',
      meaning: 'Name of this instance, another for each; its transactional id is made of it.',
      defaultText: 'host name and process id',
    },
    z.string().default(() => `${hostname()}-${process.pid}`),
  ),
  timeZone: variable(
    { variable: 'NARU_TIME_ZONE', group: 'Hub', meaning: 'IANA time zone of the city, for local days and hours.' },
    timeZone.default('Asia/Seoul'),
  ),
  development: variable(
    {
      variable: 'NARU_DEVELOPMENT',
      group: 'Hub',
      meaning: 'true on a development machine: schemas are registered at start, one broker will do.',
    },
    flag.default(false),
  ),
  logLevel: variable(
    { variable: 'NARU_LOG_LEVEL', group: 'Hub', meaning: `Least level logged: ${logLevels.join(', ')}.` },
    z.enum(logLevels).default('info'),
  ),
  httpHost: variable(
    { variable: 'NARU_HTTP_HOST', group: 'HTTP', meaning: 'Address that the service listens on.' },
    z.string().default('127.0.0.1'),
  ),
  httpPort: httpPort(8080),
  corsOrigins: variable(
    {
      variable: 'NARU_CORS_ORIGINS',
      group: 'HTTP',
      meaning: 'Origins of pages that may call from a browser, between commas; none by default.',
      example: 'https://city.example',
    },
    list.default([]),
  ),
  openData: variable(
    {
      variable: 'NARU_OPEN_DATA',
      group: 'Security',
      meaning: 'true lets anybody read what is marked as open data, without a key.',
    },
    flag.default(false),
  ),
  adminKeySha256: variable(
    {
      variable: 'NARU_ADMIN_KEY_SHA256',
      group: 'Security',
      meaning: 'SHA-256 of the first administrator key, in hex; without it there is none.',
      secret: true,
    },
    z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'write 64 lower-case hex digits')
      .optional(),
  ),
  masterKey: variable(
    {
      variable: 'NARU_MASTER_KEY',
      group: 'Security',
      meaning: 'Key that wraps the keys of sources: 32 bytes in base64.',
      secret: true,
    },
    secretBytes(32).optional(),
  ),
});

export type CommonConfig = z.infer<typeof commonConfig>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
