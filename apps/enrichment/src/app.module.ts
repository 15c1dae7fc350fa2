import { PlacedSchemas } from '@naru/avro';
import { type Kind, frontFields, topics } from '@naru/contracts';
import {
  AccessKeys,
  type Composition,
  type ServiceOptions,
  type Surroundings,
  followAccessKeys,
  joinHub,
} from '@naru/http';
import { LogWriter } from '@naru/kafka';
import type { Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, createReturns, followSourceKeys } from '@naru/sealing';
import { StreamsRunner, View } from '@naru/streams';
import { MasterDataWriter } from './adapters/master-data-writer.js';
import { applyMasterData } from './adapters/master-data.from-wire.js';
import { MemoryMetrics } from './adapters/memory-metrics.js';
import type { EnrichmentConfig } from './config.js';
import { MasterData } from './domain/master-data.js';
import { MasterDataDesk } from './http/master-data-desk.js';
import { MasterDataController } from './http/master-data.controller.js';
import { Places } from './http/places.js';
import { PlacesController } from './http/places.controller.js';
import { enrichmentProblems } from './http/problems.js';
import { createPipeline } from './pipeline.js';
import { MASTER_DATA_DESK, PLACES } from './tokens.js';
import { topology } from './topology.js';

/** The service, ready to be started. */
export function describeEnrichment(config: EnrichmentConfig): ServiceOptions {
  return {
    name: 'enrichment',
    title: 'places',
    description: 'Places every record by the master data of the city, and answers where things are and were.',
    config,
    problems: enrichmentProblems,
    bodyLimitBytes: 16 * 1_048_576,
    bodyTypes: ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/geo+json'],
    controllers: [PlacesController, MasterDataController],
    compose: (surroundings) => compose(config, surroundings),
  };
}

async function compose(config: EnrichmentConfig, surroundings: Surroundings): Promise<Composition> {
  const { tenant, instance } = config;
  const hub = await joinHub('enrichment', config, surroundings);
  const { names, registry, logger, metrics } = hub;
  const codecs = await hub.codecs({ assets: topics.cityAssets, zones: topics.cityZones });
  const now = (): number => Date.now();

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const masterData = new MasterData();
  const apply = applyMasterData(masterData, logger);
  const views = {
    accessKeys: followAccessKeys(hub, accessKeys),
    sourceKeys: followSourceKeys(hub, sourceKeys),
    assets: new View({ ...hub, topic: topics.cityAssets, apply: apply.asset }),
    zones: new View({ ...hub, topic: topics.cityZones, apply: apply.zone }),
  };

  const schemasOf = (kind: Kind): PlacedSchemas =>
    new PlacedSchemas({
      registry,
      raw: kind.raw,
      placed: kind.placed,
      front: frontFields,
      subject: names.subject(kind.placed),
      mayRegister: config.development,
    });
  const runner = new StreamsRunner({
    ...hub,
    topology,
    pipeline: createPipeline({
      masterData,
      schemasOf,
      watch: new MemoryMetrics(metrics).watch,
      returns: createReturns(sourceKeys),
    }),
    setAside: createDeadLetters(sourceKeys, { stage: 'enrichment', tenant }),
    instance,
    history: { mostPerSecond: config.historyRecordsPerSecond },
  });

  const writer = new MasterDataWriter({
    // another id than the tasks': two transactions at a time
    writer: new LogWriter(hub.client, {
      transactionalId: names.transactionalId('enrichment-master-data', instance),
      writes: names.writtenBy('enrichment'),
    }),
    names,
    codecs,
    now,
  });
  const asOf = (): Date | undefined => {
    const [assets, zones] = [views.assets.asOf, views.zones.asOf];
    return assets === undefined || zones === undefined || assets < zones ? assets : zones;
  };

  const parts: readonly Part[] = [
    // before the tasks: a record must not be placed by half of the master data
    followedTogether(Object.values(views)),
    { name: 'master data writer', stop: () => writer.close() },
    { name: 'tasks', start: () => listening(runner), stop: () => runner.close() },
  ];
  return {
    accessKeys,
    parts,
    provide: [
      [PLACES, new Places({ masterData, asOf, now })],
      [MASTER_DATA_DESK, new MasterDataDesk({ masterData, writer, views, now })],
    ],
  };
}

/** Views are waited for together: each takes a moment to find its end. */
const followedTogether = (views: readonly Pick<View<unknown>, 'start' | 'ready' | 'close'>[]): Part => ({
  name: 'views',
  start: async () => {
    for (const view of views) view.start();
    await Promise.all(views.map(({ ready }) => ready));
  },
  stop: async () => {
    await Promise.all(views.map((view) => view.close()));
  },
});

/** Resolves when the runner works. */
const listening = (runner: Pick<StreamsRunner<typeof topology>, 'listen'>): Promise<void> =>
  new Promise((resolve, reject) => {
    runner.listen((error) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('The runner did not start', { cause: error }));
    });
  });
