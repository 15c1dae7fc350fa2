import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { HandlingContext, Subscription } from '../options.js';
import type { Received, Topics } from '../received.js';
import { type SubscribeOptions, subscribe } from '../subscribe.js';

/**
 * A transport of Nest: `app.connectMicroservice({ strategy: new SubscriberStrategy({ …, topics: { observations: … } }) })`,
 * and `@EventPattern('observations')` takes the batches of that topic, `Received[]`. Committed when all handlers are done;
 * where one throws, that batch comes again to it. No start without a handler of each topic.
 */
export class SubscriberStrategy<T extends Topics> extends Server implements CustomTransportStrategy {
  // else Nest logs failures that we see ourselves
  override readonly propagatesEventHandlerErrors = true;
  #subscription: Subscription | undefined;

  constructor(private readonly options: Omit<SubscribeOptions<T>, 'handle'>) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.#open().then((subscription) => {
      this.#subscription = subscription;
      callback();
    }, callback);
  }

  async close(): Promise<void> {
    await this.#subscription?.close();
  }

  override on(): void {
    throw new Error('A subscription has no events: pass onRetry, onProgress and onUndecodable');
  }

  override unwrap(): never {
    throw new Error('A subscription has nothing beneath it to be given away');
  }

  async #open(): Promise<Subscription> {
    const missing = Object.keys(this.options.topics).filter((input) => this.#handlerOf(input) === null);
    if (missing.length > 0) throw new Error(`No @EventPattern handles ${missing.join(', ')}`);
    return await subscribe({ ...this.options, handle: (records, context) => this.#dispatch(records, context) });
  }

  async #dispatch(records: readonly Received<T>[], context: HandlingContext): Promise<void> {
    for (const [input, ofInput] of Map.groupBy(records, (record) => record.input)) {
      for (let handler = this.#handlerOf(input); handler; handler = handler.next ?? null)
        await completed(await (handler as BatchHandler<T>)(ofInput, context));
    }
  }

  #handlerOf(input: string): MessageHandler | null {
    return this.getHandlerByPattern(input);
  }
}

type BatchHandler<T extends Topics> = (records: readonly Received<T>[], context: HandlingContext) => Promise<unknown>;

async function completed(result: unknown): Promise<void> {
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}
