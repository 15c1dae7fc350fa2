import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { type VariableDescription, commonConfig, describeConfig } from '@naru/config';
import { applyConfig } from '../src/apply/config.js';
import { loadServices } from '../src/services.js';
import { root } from './repository.js';

const chart = (path: string) => readFileSync(join(root, 'helm/naru', path), 'utf8');

/** Variables that a template sets, those of the partial template that it includes among them. */
function setBy(template: string): string[] {
  const text = chart(`templates/${template}`);
  const included = text.includes('include "naru.clickhouse"') ? chart('templates/_names.tpl') : '';
  return [...new Set((text + included).match(/NARU_[A-Z0-9_]+/g))];
}

const namesOf = (variables: readonly VariableDescription[]) => variables.map(({ variable }) => variable);
const requiredOf = (variables: readonly VariableDescription[]) => namesOf(variables.filter(({ required }) => required));

/** services.yaml gives it to analytics alone. */
const isOfAnalytics = (variable: string) => variable.startsWith('NARU_CLICKHOUSE_');

describe('the chart', () => {
  let services: Awaited<ReturnType<typeof loadServices>>['services'];

  beforeAll(async () => {
    ({ services } = await loadServices(root, 'src'));
  }, 60_000);

  it('sets for each service variables that it knows, and all that it can not do without', () => {
    const all = [...setBy('configuration.yaml'), ...setBy('services.yaml')];
    for (const { service, variables } of services) {
      const set = all.filter((variable) => service === 'analytics' || !isOfAnalytics(variable));
      const known = namesOf(variables);
      expect({ service, unknown: set.filter((variable) => !known.includes(variable)) }).toEqual({
        service,
        unknown: [],
      });
      const missing = requiredOf(variables).filter((variable) => !set.includes(variable));
      expect({ service, missing }).toEqual({ service, missing: [] });
    }
  });

  it('sets for the job of the contract what that knows, and all that it can not do without', () => {
    const variables = describeConfig(applyConfig);
    const set = setBy('contract-job.yaml');
    expect(set.filter((variable) => !namesOf(variables).includes(variable))).toEqual([]);
    expect(requiredOf(variables).filter((variable) => !set.includes(variable))).toEqual([]);
  });

  it('has a block for each service', () => {
    const { properties } = valuesSchema();
    expect(Object.keys(properties.services?.properties ?? {}).sort()).toEqual(services.map(({ service }) => service));
  });

  it.each([
    ['tenant', 'tenant', ['', 'seoul', 'a1', 'Seoul', '1a', 'a-b', 'a'.repeat(33)]],
    ['logLevel', 'logLevel', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent', 'INFO']],
    ['kafka.brokers', 'kafkaBrokers', ['one:9092', 'one:9092,two:9092', 'one', 'http://one:9092']],
    ['secrets.adminKeySha256', 'adminKeySha256', ['0'.repeat(64), 'A'.repeat(64), '0'.repeat(63)]],
  ] as const)('takes for %s what the services take', (path, field, values) => {
    const schema = path
      .split('.')
      .reduce((at: ValueSchema | undefined, name) => at?.properties?.[name], valuesSchema());
    expect(schema).toBeDefined();
    const isTaken = new Ajv().compile(schema ?? {});
    for (const value of values)
      expect({ value, taken: isTaken(value) }).toEqual({
        value,
        taken: commonConfig.shape[field].safeParse(value).success,
      });
  });
});

interface ValueSchema {
  readonly properties?: Readonly<Record<string, ValueSchema>>;
}

function valuesSchema(): Required<ValueSchema> {
  return JSON.parse(chart('values.schema.json')) as Required<ValueSchema>;
}
