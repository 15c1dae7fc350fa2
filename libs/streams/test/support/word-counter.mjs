// A process of its own that counts words, to be killed and paused: the runner as Nest hosts it, from what is built.
import 'reflect-metadata';
import { SchemaRegistry } from '@naru/avro';
import { physicalNames, topics as catalogue } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { observe } from '@naru/observability';
import { StreamsRunner, delivered, kafkaMetrics, service, store } from '@naru/streams';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const { topics, prefix, brokers, registryUrl, instance } = JSON.parse(process.env.NARU_TEST_COUNTER);
// the ledger's name has the test's prefix, those of its own topics have it already
const [bare, prefixed] = [physicalNames(''), physicalNames(prefix)];
const namesOf = (topic) => ((topic.name ?? topic).startsWith(prefix) ? bare : prefixed);
const names = {
  ...bare,
  topic: (topic) => namesOf(topic).topic(topic),
  subject: (topic) => namesOf(topic).subject(topic),
};

const observed = observe({ service: topics.words.name, instance, level: 'info' });

const runner = new StreamsRunner({
  ...observed,
  client: await KafkaClient.connect({ brokers, clientId: instance, metrics: kafkaMetrics(observed.metrics) }),
  registry: new SchemaRegistry({ url: registryUrl, names }),
  names,
  instance,
  topology: service(topics.words.name, {
    reads: { words: topics.words },
    writes: { counts: topics.counts, ledger: catalogue.hubLedger },
    stores: { tallies: store({ changelog: topics.tallies }) },
  }),
  pipeline: {
    words({ value: { word } }, task) {
      const tally = { word, n: (task.store('tallies').get(word)?.n ?? 0) + 1 };
      task.store('tallies').set(word, tally);
      task.emit('counts', word, tally);
      return delivered;
    },
  },
  setAside({ topic, offset }) {
    throw new Error(`nothing is to be set aside, not ${topic} ${offset}`);
  },
});

class Nothing {}
Module({})(Nothing);
const app = await NestFactory.createMicroservice(Nothing, { strategy: runner, logger: false });
await app.listen();
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
