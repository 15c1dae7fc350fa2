import type { KafkaClient } from '@naru/kafka';
import type { Observability, Part } from '@naru/observability';

export const brokerCondition = 'broker';
const lookEveryMs = 1_000;
/** A broker that is started again, or a leader that moves, is back before this (ms). */
const patienceMs = 3_000;

/**
 * Says in readiness when no broker has answered for some seconds. Requests are answered all the same, with what was
 * known last and its `asOf`; who has other instances sends his elsewhere.
 */
export function brokerWatch(
  client: Pick<KafkaClient, 'away'>,
  { logger, readiness }: Pick<Observability, 'logger' | 'readiness'>,
): Part {
  let timer: NodeJS.Timeout | undefined;
  let isAway = false;

  function look(): void {
    const { away } = client;
    if (away === undefined || Date.now() - away.since < patienceMs) {
      if (isAway) logger.info('The broker is back, going on');
      isAway = false;
      readiness.ready(brokerCondition);
      return;
    }
    if (!isAway)
      logger.warn(
        { err: away.why, runbook: 'docs/runbooks/broker-unreachable.md' },
        'The broker is away, answered with what was known last',
      );
    isAway = true;
    readiness.notReady(brokerCondition, `away since ${new Date(away.since).toISOString()}: ${away.why.message}`);
  }

  return {
    name: 'broker watch',
    start: () => {
      look();
      timer = setInterval(look, lookEveryMs).unref();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
