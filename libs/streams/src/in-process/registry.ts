import { SchemaRegistry, UnknownSchemaIdError } from '@naru/avro';
import { type AvroSchema, type TopicContract, topics } from '@naru/contracts';

/** A registry that holds the schemas of the contract, under ids from 1 on, and takes no other. */
export class ContractRegistry extends SchemaRegistry {
  readonly #schemas: readonly AvroSchema[];
  readonly #ids: ReadonlyMap<string, number>;

  constructor() {
    super({
      url: 'http://127.0.0.1:0',
      names: { subject: (topic) => (typeof topic === 'string' ? topic : topic.name) },
    });
    const all: readonly TopicContract[] = Object.values(topics);
    const byText = new Map(all.map(({ avro }) => [JSON.stringify(avro), avro]));
    this.#schemas = [...byText.values()];
    this.#ids = new Map([...byText.keys()].map((text, i) => [text, i + 1]));
  }

  override schemaById(id: number): Promise<AvroSchema> {
    const schema = this.#schemas[id - 1];
    return schema === undefined ? Promise.reject(new UnknownSchemaIdError(id)) : Promise.resolve(schema);
  }

  override idOfSchema(subject: string, schema: AvroSchema): Promise<number> {
    const id = this.#ids.get(JSON.stringify(schema));
    return id === undefined
      ? Promise.reject(new Error(`The contract has no such schema for ${subject}`))
      : Promise.resolve(id);
  }
}
