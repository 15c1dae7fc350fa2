import { readFileSync } from 'node:fs';

/** Where the stack that tests share answers. */
export interface TestStack {
  readonly kafka: string;
  readonly registry: string;
  readonly clickhouse: { readonly url: string; readonly user: string; readonly password: string };
}

/** The stack that NARU_TEST_STACK (a file of endpoints) names; else one on the ports of `npm start`. */
export function testStack(): TestStack {
  const file = process.env.NARU_TEST_STACK;
  if (file !== undefined) return JSON.parse(readFileSync(file, 'utf8')) as TestStack;
  return {
    kafka: '127.0.0.1:9092',
    registry: 'http://127.0.0.1:8090/apis/ccompat/v7',
    clickhouse: { url: 'http://127.0.0.1:8123', user: 'naru', password: '' },
  };
}
