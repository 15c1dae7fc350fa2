import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

// Names under which keys and tokens travel. Values that a log must never hold, wherever they stand in its fields.
const secretNames = ['authorization', 'cookie', 'password', 'secret', 'masterKey', 'accessKey', 'token', 'apiKey'];
const redacted = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export interface LoggerOptions {
  /** The service's name, in every line. */
  readonly service: string;
  readonly instance: string;
  readonly level: string;
}

/**
 * Lines of JSON on standard output: a constant sentence, fields, and the consequence. Fields that are named like a
 * secret are left out of the line, down to three levels.
 */
export function createLogger({ service, instance, level }: LoggerOptions, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service, instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '[secret]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
