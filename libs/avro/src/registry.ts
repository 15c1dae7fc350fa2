import type { AvroRecord, AvroSchema, PhysicalNames, TopicContract } from '@naru/contracts';
import {
  DecodeError,
  RegistryUnreachableError,
  SchemaNotRegisteredError,
  SchemaRefusedError,
  UnknownSchemaIdError,
} from './errors.js';

export interface RegistryOptions {
  /** Address of the Confluent API, e.g. `http://registry:8080/apis/ccompat/v7`. */
  readonly url: string;
  readonly names: Pick<PhysicalNames, 'subject'>;
  /** How long one answer may take (ms); 5,000 by default. */
  readonly timeoutMs?: number;
  /** Schemas kept in memory; 1,000 by default. The oldest go first. */
  readonly cached?: number;
  /** How long an id that the registry didn't know is not asked for again (ms); 10,000 by default. */
  readonly unknownForMs?: number;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

interface Answer {
  readonly status: number;
  readonly body: { readonly id?: unknown; readonly schema?: unknown; readonly message?: unknown };
}

/** No schema is larger than this (bytes). */
const largestAnswer = 1_048_576;

/**
 * A schema registry behind the Confluent API. It tells two things apart: the registry says no (`UnknownSchemaIdError`,
 * `SchemaNotRegisteredError`, `SchemaRefusedError`), and the registry can't be asked (`RegistryUnreachableError`).
 */
export class SchemaRegistry {
  private readonly url: string;
  private readonly now: () => number;
  private readonly schemas = new Map<number, AvroSchema>();
  private readonly unknownUntil = new Map<number, number>();
  private readonly asked = new Map<number, Promise<AvroSchema>>();

  constructor(private readonly options: RegistryOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.now = options.now ?? (() => performance.now());
  }

  /** The writer's schema with this id. Ids never change their meaning, so an answer is kept; many askers ask once. */
  schemaById(id: number): Promise<AvroSchema> {
    const known = this.schemas.get(id);
    if (known !== undefined) return Promise.resolve(known);
    if ((this.unknownUntil.get(id) ?? -Infinity) > this.now()) return Promise.reject(new UnknownSchemaIdError(id));
    const asked = this.asked.get(id) ?? this.fetchSchema(id).finally(() => this.asked.delete(id));
    this.asked.set(id, asked);
    return asked;
  }

  /** The id under which a topic's own schema, exactly as the contract has it, is registered. */
  async idOf(topic: TopicContract): Promise<number> {
    return this.idOfSchema(this.options.names.subject(topic), topic.avro);
  }

  /** The id of exactly this schema under a subject. */
  async idOfSchema(subject: string, schema: AvroSchema): Promise<number> {
    const answer = await this.ask('POST', `/subjects/${encodeURIComponent(subject)}`, {
      schema: JSON.stringify(schema),
    });
    if (answer.status === 404) throw new SchemaNotRegisteredError(subject);
    return this.idIn(answer);
  }

  /**
   * Registers a topic's schema under its subject, where from then on every version has to be readable by and able to
   * read every other. Registering the same schema again gives the same id.
   */
  async register(topic: TopicContract): Promise<number> {
    return this.registerSchema(this.options.names.subject(topic), topic.avro);
  }

  async registerSchema(subject: string, schema: AvroRecord): Promise<number> {
    const path = encodeURIComponent(subject);
    const rule = await this.ask('PUT', `/config/${path}`, { compatibility: 'FULL_TRANSITIVE' });
    if (rule.status !== 200) throw this.unexpected(rule);
    const answer = await this.ask('POST', `/subjects/${path}/versions`, { schema: JSON.stringify(schema) });
    if (answer.status === 409 || answer.status === 422)
      throw new SchemaRefusedError(subject, JSON.stringify(answer.body.message));
    return this.idIn(answer);
  }

  private async fetchSchema(id: number): Promise<AvroSchema> {
    const answer = await this.ask('GET', `/schemas/ids/${id}`);
    if (answer.status === 404) {
      keep(this.unknownUntil, id, this.now() + (this.options.unknownForMs ?? 10_000), this.options.cached);
      throw new UnknownSchemaIdError(id);
    }
    const text = answer.body.schema;
    if (answer.status !== 200 || typeof text !== 'string') throw this.unexpected(answer);
    const schema = parseSchema(id, text);
    keep(this.schemas, id, schema, this.options.cached);
    return schema;
  }

  private idIn(answer: Answer): number {
    const id = answer.body.id;
    if (answer.status !== 200 || typeof id !== 'number') throw this.unexpected(answer);
    return id;
  }

  private async ask(method: string, path: string, body?: object): Promise<Answer> {
    try {
      const response = await fetch(this.url + path, {
        method,
        headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 5_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (text.length > largestAnswer) throw new Error(`answered ${text.length} characters`);
      return { status: response.status, body: JSON.parse(text) as Answer['body'] };
    } catch (cause) {
      throw new RegistryUnreachableError(`The registry at ${this.url} did not answer`, { cause });
    }
  }

  private unexpected(answer: Answer): RegistryUnreachableError {
    const message = JSON.stringify(answer.body).slice(0, 200);
    return new RegistryUnreachableError(`The registry at ${this.url} answered ${answer.status}: ${message}`);
  }
}

/** A registry may hold schemas of other formats too; records of those are none of ours. */
function parseSchema(id: number, text: string): AvroSchema {
  try {
    return JSON.parse(text) as AvroSchema;
  } catch {
    throw new DecodeError('wrong-type', `Schema ${id} is no Avro schema`, id);
  }
}

function keep<V>(map: Map<number, V>, id: number, value: V, limit = 1_000): void {
  const oldest = map.keys().next();
  if (map.size >= limit && oldest.done !== true) map.delete(oldest.value);
  map.delete(id);
  map.set(id, value);
}
