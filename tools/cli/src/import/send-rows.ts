import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../connection.js';
import type { RecordResult } from './summary.js';

const longestBackOffMs = 5000;
const patienceMs = 300_000;

/** Sends records as NDJSON and answers what became of each; waits where the hub asks for time. */
export async function sendRows(
  connection: Connection,
  kind: string,
  lane: string,
  records: readonly unknown[],
): Promise<readonly RecordResult[]> {
  const body = records.map((record) => JSON.stringify(record)).join('\n');
  const deadline = Date.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    const response = await post(connection, kind, lane, body).catch((error: unknown) => error as Error);
    if (response instanceof Response) {
      if ([202, 207, 422].includes(response.status))
        return ((await response.json()) as { results: readonly RecordResult[] }).results;
      if (response.status !== 429 && response.status !== 503)
        throw new Error(`Ingest answered ${response.status}: ${await response.text()}`);
    }
    if (Date.now() > deadline)
      throw new Error(
        'The hub took nothing for five minutes. Run the same import again: it goes on where it stopped.',
        {
          cause: response,
        },
      );
    await delay(Math.min(longestBackOffMs, 100 * 2 ** attempt));
  }
}

const post = ({ url, key }: Connection, kind: string, lane: string, body: string): Promise<Response> =>
  fetch(`${url}/v1/${kind}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-ndjson',
      ...(lane === 'history' && { 'naru-lane': 'history' }),
    },
    body,
  });
