/** An event of a stream of server-sent events. */
export interface ReceivedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A listener to server-sent events, as an app would be. */
export class EventSourceUnderTest {
  readonly #stopping = new AbortController();
  readonly #pending: ReceivedEvent[] = [];
  #lastId = '';
  #rest = '';

  private constructor(private readonly body: ReadableStreamDefaultReader<string>) {}

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventSourceUnderTest> {
    const stopping = new AbortController();
    const response = await fetch(url, { headers, signal: stopping.signal });
    if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
    const listener = new EventSourceUnderTest(response.body.pipeThrough(new TextDecoderStream()).getReader());
    listener.#stopping.signal.addEventListener('abort', () => {
      stopping.abort();
    });
    return listener;
  }

  /** Id of the last event that was handed out. */
  get lastId(): string {
    return this.#lastId;
  }

  /** The next event with a name; heartbeats are passed over. */
  async next(withinMs = 45_000): Promise<ReceivedEvent> {
    const timer = setTimeout(() => {
      this.#stopping.abort();
    }, withinMs);
    try {
      for (;;) {
        const event = this.#pending.shift();
        if (event !== undefined) {
          this.#lastId = event.id;
          return event;
        }
        const { done, value } = await this.body.read();
        if (done) throw new Error('The stream ended');
        this.#take(value);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#stopping.abort();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').flatMap((line) => {
          const colon = line.indexOf(':');
          return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trimStart()] as const] : [];
        }),
      );
      const [event, data] = [fields.get('event'), fields.get('data')];
      if (event !== undefined && data !== undefined)
        this.#pending.push({ id: fields.get('id') ?? '', event, data: JSON.parse(data) });
    }
  }
}
