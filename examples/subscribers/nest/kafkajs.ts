// A Nest service on Nest's own Kafka transport (kafkajs) with the subscriber's deserializer. It gives types, and that is all:
// - kafkajs takes read_committed and can let records of aborted transactions through all the same: where counts matter,
//   use the subscriber's own transport (batches.ts);
// - one handler a message; where it throws, kafkajs tries again and then holds up the partition, an unreadable record
//   likewise;
// - positions are committed by kafkajs, without the membership under which the records were fetched;
// - progress marks can't be passed over: they reach the handler as null;
// - lz4 is left to its user.
import 'reflect-metadata';
import { type ParkingSession, topics } from '@naru/contracts';
import type { ReceivedFrom } from '@naru/subscriber';
import { KafkaDeserializer } from '@naru/subscriber/nest';
import { Controller, type INestMicroservice, Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, type KafkaOptions, Payload, Transport } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import lz4 from 'lz4-napi';

kafkajs.CompressionCodecs[kafkajs.CompressionTypes.LZ4] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) => lz4.compressFrame(buffer),
  decompress: (buffer: Buffer) => lz4.decompressFrame(buffer),
});

/** Upserts make it exactly once in effect, but for what was aborted. */
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

  @EventPattern(/parking\.sessions\.v1$/)
  handle(@Payload() record: ReceivedFrom<'sessions', ParkingSession> | null): void {
    if (record?.value) this.stays.upsert(record.id, record.revision, record.value);
  }
}

@Module({ controllers: [SessionsController], providers: [Stays] })
class AppModule {}

interface Where {
  readonly brokers: readonly string[];
  readonly registry: string;
  readonly tenant?: string;
  readonly group: string;
}

/** `await (await createService({ brokers, registry, group: 'my-app' })).listen()` */
export function createService({ brokers, group, ...hub }: Where): Promise<INestMicroservice> {
  return NestFactory.createMicroservice<KafkaOptions>(AppModule, {
    transport: Transport.KAFKA,
    logger: ['error', 'warn'],
    options: {
      client: { brokers: [...brokers] },
      // kafkajs's word for read_committed
      consumer: { groupId: group, readUncommitted: false },
      subscribe: { fromBeginning: true },
      parser: { keepBinary: true },
      deserializer: new KafkaDeserializer({ sessions: topics.parkingSessions }, hub),
    },
  });
}
