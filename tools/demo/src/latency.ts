// How long a record takes from the answer "accepted" to the change on parking's event stream, as an app would see it.
import type { JournalEntry } from '@naru/simulator';

interface BayEvent {
  readonly recordId: string;
}

export interface Latency {
  readonly p50: number | null;
  readonly p99: number | null;
  /** Changes that were both answered for and seen. */
  readonly count: number;
}

export interface LatencyWatch {
  readonly noteAnswer: (entry: JournalEntry) => void;
  stop(): Promise<void>;
  read(): Latency;
}

/** Listens from now on; resolves when the stream is open. */
export async function watchLatency(parkingUrl: string): Promise<LatencyWatch> {
  const seenAt = new Map<string, number>();
  const answeredAt = new Map<string, number>();
  const stopping = new AbortController();
  const response = await fetch(`${parkingUrl}/v1/parking/changes`, {
    signal: stopping.signal,
    headers: { accept: 'text/event-stream' },
  });
  if (!response.ok || !response.body) throw new Error(`${parkingUrl}/v1/parking/changes answered ${response.status}.`);
  const { body } = response;

  const listen = async (): Promise<void> => {
    let rest = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const now = Date.now();
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (!data?.includes('recordId')) continue;
        const { recordId } = JSON.parse(data) as BayEvent;
        if (!seenAt.has(recordId)) seenAt.set(recordId, now);
      }
    }
  };
  const listening = listen().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });

  return {
    noteAnswer({ recordId, source, answeredAt: at }) {
      if (source === 'bays' && recordId !== null && !answeredAt.has(recordId)) answeredAt.set(recordId, at);
    },
    async stop() {
      stopping.abort();
      await listening;
    },
    read() {
      // A change may be seen before its sender has read the answer: that took no time.
      const ms = [...seenAt].flatMap(([id, at]) => {
        const answered = answeredAt.get(id);
        return answered === undefined ? [] : [Math.max(0, at - answered)];
      });
      ms.sort((a, b) => a - b);
      const at = (share: number): number | null => ms[Math.min(ms.length - 1, Math.floor(ms.length * share))] ?? null;
      return { p50: at(0.5), p99: at(0.99), count: ms.length };
    },
  };
}
