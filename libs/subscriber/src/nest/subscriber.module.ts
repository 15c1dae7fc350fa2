import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Subscription } from '../options.js';
import type { Topics } from '../received.js';
import { type SubscribeOptions, subscribe } from '../subscribe.js';

const OPEN = Symbol('how the subscription is opened');

export interface SubscriberModuleOptions<T extends Topics> extends Pick<FactoryProvider, 'inject'> {
  readonly imports?: DynamicModule['imports'];
  /** Makes the options, `handle` among them, of what is injected. */
  readonly useFactory: FactoryProvider<SubscribeOptions<T> | Promise<SubscribeOptions<T>>>['useFactory'];
}

@Injectable()
class SubscriptionOfModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #subscription: Subscription | undefined;

  constructor(@Inject(OPEN) private readonly open: () => Promise<Subscription>) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#subscription = await this.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#subscription?.close();
  }
}

/** A subscription that lives as long as the application: begun when it has started, closed with it (`enableShutdownHooks`). */
@Module({})
export class SubscriberModule {
  static forRootAsync<T extends Topics>({ imports, inject, useFactory }: SubscriberModuleOptions<T>): DynamicModule {
    const options: FactoryProvider = {
      provide: OPEN,
      inject: inject ?? [],
      useFactory: async (...injected) => {
        const made = await useFactory(...(injected as never[]));
        return () => subscribe(made);
      },
    };
    return { module: SubscriberModule, imports: imports ?? [], providers: [options, SubscriptionOfModule] };
  }
}
