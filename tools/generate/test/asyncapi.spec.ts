import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type AnySchema } from 'ajv';
import { parse } from 'yaml';
import { topics } from '@naru/contracts';
import { root } from './repository.js';

interface Document {
  readonly channels: Record<string, { address: string; 'x-naru-personal': string }>;
  readonly components: { messages: Record<string, { 'x-naru-personal'?: Record<string, string> }> };
}

const document = parse(readFileSync(join(root, 'docs/asyncapi.yaml'), 'utf8')) as Document;

describe('docs/asyncapi.yaml', () => {
  it('is AsyncAPI 3 by its own schema', () => {
    const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as AnySchema;
    // the schema brings the meta-schemas that it refers to
    const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, meta: false });
    const validate = ajv.compile(schema);
    expect(validate(document) === true ? [] : validate.errors).toEqual([]);
    expect(validate({ ...document, info: {} })).toBe(false);
  });

  it('has a channel for every topic', () => {
    const addresses = Object.values(document.channels).map((channel) => channel.address);
    expect(addresses.sort()).toEqual(
      Object.values(topics)
        .map((topic) => topic.name)
        .sort(),
    );
  });

  it('says what is personal', () => {
    expect(document.channels.energyReadings?.['x-naru-personal']).toBe('household-load');
    expect(document.components.messages.EnergyReading?.['x-naru-personal']).toEqual({ value: 'household-load' });
  });
});
