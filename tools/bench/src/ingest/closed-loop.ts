import { setTimeout as delay } from 'node:timers/promises';
import { Connections, bayRecord } from './requests.js';

export interface ClosedLoop {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly recordsPerRequest: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** CPU time of whoever is sent to (s). */
  readonly cpuSeconds: () => Promise<number>;
}

export interface Answered {
  readonly recordsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
}

const devices = 2_000;
let made = 0;

function bodyOf(records: number): Buffer {
  const now = Date.now();
  const lines = Array.from({ length: records }, () => {
    const number = made++;
    const device = `S-${String((number % devices) + 1).padStart(4, '0')}`;
    return bayRecord(`bench-${now}-${number}`, device, now, number % 2 === 0 ? 'free' : 'occupied');
  });
  return Buffer.from(lines.join('\n'));
}

/** Each connection sends its next request when the last one is answered. Throws where one isn't taken. */
export async function sendClosedLoop(loop: ClosedLoop): Promise<Answered> {
  const connections = new Connections(loop.url, loop.connections, loop.headers);
  let answered = 0;
  let isOver = false;
  const sendOn = async (): Promise<void> => {
    while (!isOver) {
      const { status, body } = await connections.post(bodyOf(loop.recordsPerRequest));
      if (status !== 202) throw new Error(`${loop.url} answered ${status}: ${body}`);
      answered += loop.recordsPerRequest;
    }
  };
  const sending = Promise.all(Array.from({ length: loop.connections }, sendOn));
  const watching = measure();
  try {
    return await Promise.race([watching, sending.then(() => watching)]);
  } finally {
    isOver = true;
    await sending;
    connections.close();
  }

  async function measure(): Promise<Answered> {
    await delay(loop.warmUpSeconds * 1_000);
    const [began, before, cpuBefore] = [performance.now(), answered, await loop.cpuSeconds()];
    await delay(loop.seconds * 1_000);
    const [seconds, cpu] = [(performance.now() - began) / 1_000, (await loop.cpuSeconds()) - cpuBefore];
    const records = answered - before;
    return { recordsPerSecond: records / seconds, cpuSecondsPerMillion: (cpu / records) * 1e6 };
  }
}
