import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own lines in the service's log, before the application is made: `Logger.overrideLogger(nestLogger(logger))`. */
export function nestLogger(logger: Logger): LoggerService {
  const write =
    (level: 'debug' | 'warn' | 'error' | 'fatal' | 'trace') =>
    (message: unknown, ...more: unknown[]): void => {
      // Nest gives the context last, and for errors the stack before it
      const nestContext = more.findLast((each) => typeof each === 'string');
      const text = message instanceof Error ? message.message : String(message);
      logger[level]({ nestContext, ...(message instanceof Error ? { err: message } : {}) }, text);
    };
  // Nest tells at "log" of every route it maps: of use to who debugs, not to who operates
  return {
    log: write('debug'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    debug: write('debug'),
    verbose: write('trace'),
  };
}
