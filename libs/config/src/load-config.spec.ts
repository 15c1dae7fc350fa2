import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { commonConfig, httpPort } from './common.js';
import { describeConfig } from './describe-config.js';
import { ConfigError, loadConfig } from './load-config.js';
import { whole } from './text.js';
import { variable } from './variable.js';

const schema = commonConfig.extend({
  httpPort: httpPort(8083),
  gapSeconds: variable(
    { variable: 'NARU_PARKING_GAP_SECONDS', group: 'Parking', meaning: 'Gap that closes a session, in seconds.' },
    whole(1).default(60),
  ),
});
const enough = { NARU_KAFKA_BROKERS: 'one:9092, two:9092', NARU_REGISTRY_URL: 'http://127.0.0.1:8090/apis/ccompat/v7' };

const problemsOf = (env: Record<string, string>) => {
  try {
    loadConfig(schema, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
};

describe('loadConfig', () => {
  it('reads texts into types and fills in defaults', () => {
    const config = loadConfig(schema, {
      ...enough,
      NARU_PARKING_GAP_SECONDS: '90',
      NARU_DEVELOPMENT: 'true',
      NARU_HTTP_PORT: '',
    });
    expect(config).toMatchObject({
      kafkaBrokers: ['one:9092', 'two:9092'],
      gapSeconds: 90,
      development: true,
      httpPort: 8083,
      tenant: '',
    });
    expect(config.instance).not.toBe('');
  });

  it('names every variable that is wrong, with what to do, and shows no value', () => {
    const problems = problemsOf({
      NARU_KAFKA_BROKERS: 'nowhere',
      NARU_DEVELOPMENT: 'yes',
      NARU_MASTER_KEY: 'hunter2hunter2',
      NARU_TIME_ZONE: 'Mars/Olympus',
    });
    expect(problems.map(({ variable }) => variable).sort()).toEqual([
      'NARU_DEVELOPMENT',
      'NARU_KAFKA_BROKERS',
      'NARU_MASTER_KEY',
      'NARU_REGISTRY_URL',
      'NARU_TIME_ZONE',
    ]);
    expect(problems.find(({ variable }) => variable === 'NARU_REGISTRY_URL')?.what).toMatch(
      /is missing\. Set it: Schema registry.*Example: http/,
    );
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('refuses a flag, a number or a port that only looks like one', () => {
    expect(problemsOf({ ...enough, NARU_OPEN_DATA: '0' })).toHaveLength(1);
    expect(problemsOf({ ...enough, NARU_PARKING_GAP_SECONDS: '1e3' })).toHaveLength(1);
    expect(problemsOf({ ...enough, NARU_HTTP_PORT: '65536' })).toHaveLength(1);
  });

  it('never prints a secret', () => {
    const key = Buffer.alloc(32, 7);
    const config = loadConfig(schema, { ...enough, NARU_MASTER_KEY: key.toString('base64') });
    expect(config.masterKey?.reveal()).toEqual(key);
    expect(JSON.stringify(config) + inspect(config) + String(config.masterKey)).not.toContain(key.toString('base64'));
    expect(inspect(config)).toContain('[secret]');
  });
});

describe('describeConfig', () => {
  it('lists variables with defaults, and says which are required', () => {
    const described = new Map(describeConfig(schema).map((each) => [each.variable, each]));
    expect(described.get('NARU_HTTP_PORT')).toMatchObject({ field: 'httpPort', required: false, defaultText: '8083' });
    expect(described.get('NARU_KAFKA_BROKERS')).toMatchObject({ required: true, defaultText: undefined });
    expect(described.get('NARU_INSTANCE')?.defaultText).toBe('host name and process id');
    expect(described.get('NARU_MASTER_KEY')).toMatchObject({ required: false, secret: true });
  });

  it('refuses a field of which nothing is known', () => {
    expect(() => describeConfig(z.object({ mystery: z.string() }))).toThrow(/mystery/);
  });
});
