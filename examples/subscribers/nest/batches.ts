// A Nest service on the subscriber's own transport: `@EventPattern` takes batches, committed when the handler is done.
import 'reflect-metadata';
import { type ParkingSession, topics } from '@naru/contracts';
import type { ReceivedFrom, SubscribeOptions } from '@naru/subscriber';
import { SubscriberStrategy } from '@naru/subscriber/nest';
import { Controller, Inject, type INestMicroservice, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';

type Sessions = readonly ReceivedFrom<'sessions', ParkingSession>[];

/** In place of the map: your database, upserts by id and revision. */
@Injectable()
export class Stays {
  readonly byId = new Map<string, { readonly revision: number; readonly session: ParkingSession }>();

  upsert(id: string, revision: number, session: ParkingSession): void {
    if (revision >= (this.byId.get(id)?.revision ?? 0)) this.byId.set(id, { revision, session });
  }
}

@Controller()
class SessionsController {
  constructor(@Inject(Stays) private readonly stays: Stays) {}

  @EventPattern('sessions')
  handle(@Payload() records: Sessions): void {
    for (const { id, revision, value } of records) if (value !== null) this.stays.upsert(id, revision, value);
  }
}

@Module({ controllers: [SessionsController], providers: [Stays] })
class AppModule {}

type Where = Pick<SubscribeOptions<never>, 'brokers' | 'registry' | 'tenant' | 'group'>;

/** `await (await createService({ brokers, registry, group: 'my-app' })).listen()` */
export function createService(where: Where): Promise<INestMicroservice> {
  const topicsOfService = { sessions: topics.parkingSessions };
  const strategy = new SubscriberStrategy({ ...where, startAt: 'earliest', topics: topicsOfService });
  return NestFactory.createMicroservice(AppModule, { strategy, logger: ['error', 'warn'] });
}
