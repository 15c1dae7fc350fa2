import {
  type AsWritten,
  DecodeError,
  RawWriter,
  RegistryUnreachableError,
  type SchemaRegistry,
  type WireCodec,
  asRawSchema,
  beginsWith,
  codecFor,
  headerLength,
  readAsWritten,
  readFront,
  schemaIdOf,
} from '@naru/avro';
import { type TopicContract, frontFields, taskInputs, topics } from '@naru/contracts';
import { faultOfPoint } from '@naru/geo';
import { returnsTo } from '../topology.js';
import { type Fix, FixError, bytesIn, evaluate, jsonOrText } from './fix.js';
import { NotOfSchemaError, wireOf } from './wire.from-json.js';

/** Where a record stands that a stage behind ingest has read and set aside. */
export interface StageOrigin {
  readonly stage: string;
  readonly originTopic: string | null;
  readonly originKey: string | null;
}

/** Why a stage would set a record aside again. */
export interface StageRefusal {
  readonly reason: string;
  readonly detail: string;
}

/** The stage that brings rows into tables: it needs no key, nor a place on the map. */
const warehouse = 'analytics';

interface TopicDesk {
  readonly topic: TopicContract;
  readonly codec: WireCodec<unknown>;
  readonly toWire: (value: unknown) => unknown;
}

/**
 * What can be told, without the stage itself, of records that stages behind ingest have set aside: their JSON, their bytes
 * after a fix, and whether the stage can read them. All but `asJson` throw RegistryUnreachableError and
 * SchemaNotRegisteredError where the registry can't be asked.
 */
export class StageRecords {
  readonly #desks = new Map<string, Promise<TopicDesk>>();

  constructor(private readonly registry: SchemaRegistry) {}

  /** The record by the schema that it was written with, as far as it can be read; null where nothing of it can be now. */
  async asJson(bytes: Buffer): Promise<AsWritten | null> {
    try {
      return await readAsWritten(bytes, this.registry);
    } catch (error) {
      if (error instanceof DecodeError || error instanceof RegistryUnreachableError) return null;
      throw error;
    }
  }

  /**
   * Its bytes as a fix has them. An expression gets its JSON, and what comes out is written by the topic's schema. Throws
   * FixError, also where the record would belong to another key, of which the task that takes it back knows nothing; and
   * of what analytics has set aside: the warehouse tells what the topic tells everybody else.
   */
  async applyFix(origin: StageOrigin, original: Buffer, fix: Fix): Promise<Buffer> {
    if (origin.stage === warehouse)
      throw new FixError('The warehouse holds what the topic holds: its rows come back as they are.');
    const bytes = 'content' in fix ? bytesIn(fix) : await this.#evaluated(origin, original, fix.expression);
    const key = await this.#keyOf(origin, bytes);
    if (origin.originKey !== null && key !== undefined && key !== origin.originKey)
      throw new FixError(`Its key is ${origin.originKey}, and a fix can't change it; the record says ${key}.`);
    return bytes;
  }

  /**
   * Why the stage would set the record aside again, by the checks that need nothing but the record; undefined where it
   * can read it. What it then makes of it (a copy of one that it has, say) depends on what it knows.
   */
  async refusalOf(origin: StageOrigin, bytes: Buffer): Promise<StageRefusal | undefined> {
    const topic = inputOf(origin);
    if (topic === undefined) return { reason: 'wrong-type', detail: 'a record of a topic that this stage reads' };
    const isOfTasks = origin.stage !== warehouse;
    if (isOfTasks && origin.originKey === null) return { reason: 'missing-key', detail: `A key: ${topic.key}` };
    try {
      if (isOfTasks && topic.lane !== undefined) return await this.#faultOfRaw(topic, bytes);
      const { codec } = await this.#deskOf(origin);
      await codec.decodeAny(bytes);
      return undefined;
    } catch (error) {
      if (error instanceof DecodeError) return { reason: error.reason, detail: error.message };
      throw error;
    }
  }

  /** Raw records are read as bytes, as enrichment does. */
  async #faultOfRaw(raw: TopicContract, bytes: Buffer): Promise<StageRefusal | undefined> {
    const schemaId = schemaIdOf(bytes);
    const writer = asRawSchema(await this.registry.schemaById(schemaId), schemaId, { raw, front: frontFields });
    if (writer instanceof DecodeError) throw writer;
    const { end, hasPoint, longitude, latitude } = readFront(bytes, headerLength, bytes.length);
    new RawWriter(schemaId, writer, frontFields.length).checkRest(bytes, end, bytes.length);
    return hasPoint ? faultOfPoint(longitude, latitude) : undefined;
  }

  async #evaluated(origin: StageOrigin, original: Buffer, expression: string): Promise<Buffer> {
    const { topic, codec, toWire } = await this.#deskOf(origin);
    const fixed = await evaluate(expression, await this.#inputOf(original));
    try {
      return codec.encode(toWire(fixed));
    } catch (error) {
      if (!(error instanceof NotOfSchemaError)) throw error;
      throw new FixError(`What comes out is no ${topic.schema}: ${error.message}.`, { cause: error });
    }
  }

  /** The key that a record of sources belongs under; undefined where it is none, or can't be read. */
  async #keyOf(origin: StageOrigin, bytes: Buffer): Promise<string | undefined> {
    const topic = inputOf(origin);
    if (topic === undefined || !beginsWith(topic.avro, frontFields)) return undefined;
    const { assetId, device } = await this.#valueOf(bytes);
    const key = assetId ?? device;
    return typeof key === 'string' ? key : undefined;
  }

  async #valueOf(bytes: Buffer): Promise<AsWritten['value']> {
    try {
      return (await readAsWritten(bytes, this.registry)).value;
    } catch (error) {
      if (error instanceof DecodeError) return {};
      throw error;
    }
  }

  /** What an expression gets: bytes that name no schema are taken as what a sender would send. */
  async #inputOf(original: Buffer): Promise<unknown> {
    try {
      return (await readAsWritten(original, this.registry)).value;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      if (error.reason === 'not-confluent') return jsonOrText(original);
      throw new FixError(`${error.message}: give its bytes.`, { cause: error });
    }
  }

  #deskOf(origin: StageOrigin): Promise<TopicDesk> {
    const topic = inputOf(origin);
    if (topic === undefined) throw new FixError('The stage does not read the topic that it came from.');
    const desk = this.#desks.get(topic.name) ?? this.#open(topic);
    this.#desks.set(topic.name, desk);
    desk.catch(() => this.#desks.delete(topic.name));
    return desk;
  }

  async #open(topic: TopicContract): Promise<TopicDesk> {
    return { topic, codec: await codecFor(topic, this.registry), toWire: wireOf(topic.avro) };
  }
}

/** The topic that the stage read it from; what came over its returns is read as what it was before. */
function inputOf({ stage, originTopic }: StageOrigin): TopicContract | undefined {
  if (originTopic === null || originTopic === returnsTo[stage]?.name) return undefined;
  if (taskInputs[stage]?.includes(originTopic) !== true) return undefined;
  return Object.values<TopicContract>(topics).find(({ name }) => name === originTopic);
}
