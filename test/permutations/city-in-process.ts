import { PlacedSchemas, WireCodec } from '@naru/avro';
import { type HubLedgerEntry, type Kind, type TopicContract, frontFields, kinds, topics } from '@naru/contracts';
import { BatchWriter, partitionOf } from '@naru/kafka';
import { LogInProcess, type Written } from '@naru/kafka/in-process';
import { Tally, type TopicEnd, keyOfEntry } from '@naru/ledger';
import { type Pipeline, type Returns, type SetAsideRecord, type Topology, markHeaders } from '@naru/streams';
import { ContractRegistry, StageInProcess, type Turn } from '@naru/streams/in-process';
import { createPipeline as createEnergy } from '../../apps/energy/src/pipeline.js';
import { topology as energy } from '../../apps/energy/src/topology.js';
import { MasterData } from '../../apps/enrichment/src/domain/master-data.js';
import { createPipeline as createEnrichment } from '../../apps/enrichment/src/pipeline.js';
import { topology as enrichment } from '../../apps/enrichment/src/topology.js';
import { createPipeline as createParking } from '../../apps/parking/src/pipeline.js';
import { topology as parking } from '../../apps/parking/src/topology.js';
import { createRules } from '../../apps/security/src/domain/rule.js';
import { createPipeline as createSecurity } from '../../apps/security/src/pipeline.js';
import { topology as security } from '../../apps/security/src/topology.js';
import { assets } from './ground.js';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** Nothing that a run sends lies behind a horizon. */
const keepMs = 3 * dayMs;
const quietMs = 30 * minuteMs;

export const stageNames = ['enrichment', 'parking', 'energy', 'security'] as const;
export type StageName = (typeof stageNames)[number];

/** A record as ingest would write it. */
export interface Incoming {
  /** Of the catalogue, `<domain>/<kind>`. */
  readonly kind: string;
  readonly lane: 'live' | 'history';
  readonly value: { readonly source: string; readonly device: string; readonly receivedAt: number };
}

/** What was read of a topic. */
export interface Told {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>> | null;
}

const registry = new ContractRegistry();
const codecs = new Map<TopicContract, WireCodec<unknown>>();
const stages = plannedStages();

/** The stages of the city with their own topologies and pipelines, over one log in memory. Ingest is whoever calls. */
export class CityInProcess {
  readonly #log = new LogInProcess();
  readonly #stages = new Map<StageName, StageInProcess>();

  static async create(): Promise<CityInProcess> {
    const city = new CityInProcess();
    for (const [name, stageOver] of await stages) city.#stages.set(name, stageOver(city.#log));
    return city;
  }

  /** One commit of ingest: the records, and what it books of them. */
  async ingest(records: readonly Incoming[]): Promise<void> {
    const tally = new Tally();
    const outputs = new Writers();
    for (const { kind, lane, value } of records) {
      const { raw, rawHistory } = kindOf(kind);
      const topic = lane === 'live' ? raw : rawHistory;
      const { source, device, receivedAt } = value;
      outputs
        .of(topic, partitionOf(device, topic.partitions))
        .append(receivedAt, device, (await codecOf(topic)).encode(value));
      tally.count(topic.name, source, receivedAt, 'taken');
      tally.count(topic.name, source, receivedAt, 'delivered');
      tally.wrote(topic.name, receivedAt);
    }
    const entry = tally.toEntry({ stage: 'ingest', task: 0, instance: 'one', bookedAt: Date.now() });
    const { hubLedger } = topics;
    const key = keyOfEntry(entry);
    outputs
      .of(hubLedger, partitionOf(key, hubLedger.partitions))
      .append(entry.bookedAt, key, (await codecOf(hubLedger)).encode(entry));
    this.#log.commit(outputs.written());
  }

  /** Ingest says in every raw topic how far it has come. */
  mark(at: number): void {
    const outputs = new Writers();
    for (const { raw } of kinds)
      for (let partition = 0; partition < raw.partitions; partition++)
        outputs.of(raw, partition).append(at, null, null, markHeaders(at));
    this.#log.commit(outputs.written());
  }

  stage(name: StageName): StageInProcess {
    const stage = this.#stages.get(name);
    if (stage === undefined) throw new Error(`There is no stage ${name}`);
    return stage;
  }

  /** Everybody works until nothing is left. */
  async drain(most = Infinity): Promise<void> {
    for (let isBusy = true; isBusy;) {
      isBusy = false;
      for (const stage of this.#stages.values())
        for (let task = 0; task < stage.tasks; task++) {
          const turns = stage.waiting(task).map((input): Turn => ({ task, input, most }));
          isBusy = (await stage.work(turns)) || isBusy;
        }
    }
  }

  /** Every record of a topic, partition by partition. */
  async told(topic: TopicContract): Promise<Told[]> {
    const codec = await codecOf(topic);
    const told: Told[] = [];
    for (let partition = 0; partition < topic.partitions; partition++)
      for (const batch of this.#log.read(topic.name, partition, 0))
        batch.forEach((view) => {
          if (view.keyStart < 0) return; // a mark
          const value = view.valueStart < 0 ? null : codec.decode(view.buffer, view.valueStart, view.valueEnd);
          told.push({ key: view.key() ?? '', value: value as Told['value'] });
        });
    return told;
  }

  async entries(): Promise<HubLedgerEntry[]> {
    return (await this.told(topics.hubLedger)).map(({ value }) => value as unknown as HubLedgerEntry);
  }

  ends(): TopicEnd[] {
    return Object.values(topics).flatMap(({ name, partitions }) =>
      Array.from({ length: partitions }, (_, partition) => ({
        topic: name,
        partition,
        offset: this.#log.end(name, partition),
      })),
    );
  }
}

function kindOf(name: string): Kind {
  const found = kinds.find(({ domain, kind }) => `${domain}/${kind}` === name);
  if (found === undefined) throw new Error(`There is no kind ${name}`);
  return found;
}

async function codecOf(topic: TopicContract): Promise<WireCodec<unknown>> {
  let codec = codecs.get(topic);
  if (codec === undefined)
    codecs.set(topic, (codec = new WireCodec(topic.avro, await registry.idOfSchema(topic.name, topic.avro), registry)));
  return codec;
}

/** Batches in the making of one transaction. */
class Writers {
  readonly #writers = new Map<string, { topic: string; partition: number; writer: BatchWriter }>();

  of({ name }: TopicContract, partition: number): BatchWriter {
    const key = `${name}/${partition}`;
    const known = this.#writers.get(key) ?? { topic: name, partition, writer: new BatchWriter() };
    this.#writers.set(key, known);
    return known.writer;
  }

  written(): Written[] {
    return [...this.#writers.values()].map(({ topic, partition, writer }) => ({
      topic,
      partition,
      batches: writer.finish(),
    }));
  }
}

async function plannedStages() {
  const masterData = new MasterData();
  for (const asset of assets) masterData.putAsset(asset);
  const prepared = new Map(await Promise.all(kinds.map(async (kind) => [kind, await placedSchemas(kind)] as const)));
  const schemasOf = (kind: Kind): PlacedSchemas => {
    const schemas = prepared.get(kind);
    if (schemas === undefined) throw new Error(`There are no schemas of ${kind.kind}`);
    return schemas;
  };
  const timeZone = 'Asia/Seoul';
  const rules = createRules({ opensAt: 360, closesAt: 1_320, timeZone });
  const planned = async <T extends Topology>(name: StageName, topology: T, pipeline: Pipeline<T>) =>
    [name, await StageInProcess.planned({ topology, pipeline, registry, setAside })] as const;
  return Promise.all([
    planned('enrichment', enrichment, createEnrichment({ masterData, schemasOf, watch: () => undefined, returns })),
    planned(
      'parking',
      parking,
      createParking({ keepSeconds: keepMs / 1_000, keepAtLeast: 2, keepAtMost: 1_000 }, returns),
    ),
    planned('energy', energy, createEnergy({ longestGapMs: dayMs, keepMs, timeZone }, returns)),
    planned(
      'security',
      security,
      createSecurity({ rules, keepMs, keepEvents: 1_000, keepIncidents: 100, quietMs }, returns),
    ),
  ]);
}

/** Nothing comes back here. */
const returns: Returns = { open: () => undefined };

function setAside({ reason, detail }: SetAsideRecord): never {
  throw new Error(`Nothing is to be set aside: ${reason}, ${detail}`);
}

async function placedSchemas({ raw, placed }: Kind): Promise<PlacedSchemas> {
  const subject = placed.name;
  const schemas = new PlacedSchemas({ registry, raw, placed, front: frontFields, subject, mayRegister: false });
  await schemas.prepare(await registry.idOfSchema(raw.name, raw.avro));
  return schemas;
}
