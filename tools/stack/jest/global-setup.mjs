// Before integration tests: one stack for all of them. The test runner names one (NARU_TEST_STACK); without it, the one
// that `npm start` runs here does, since each test file keeps to a tenant of its own; else one is started for this run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const say = (line) => process.stderr.write(`${line}\n`);

async function isRunning(file) {
  if (!existsSync(file)) return false;
  const { clickhouse } = JSON.parse(readFileSync(file, 'utf8'));
  return fetch(`${clickhouse.url}/ping`).then(
    ({ ok }) => ok,
    () => false,
  );
}

export default async function provideStack() {
  if (process.env.NARU_TEST_STACK === undefined) {
    const { endpointsFile, naruFolder, startTestStack } = await import('../dist/index.js');
    const ours = endpointsFile(naruFolder);
    if (await isRunning(ours)) process.env.NARU_TEST_STACK = ours;
    else {
      const folder = mkdtempSync(join(tmpdir(), 'naru-test-'));
      const stack = await startTestStack({ folder, say });
      process.env.NARU_TEST_STACK = stack.endpointsFile;
      const stop = async () => {
        await stack.stop();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      };
      // the parts are processes of their own, which an interrupted run would leave behind
      for (const signal of ['SIGINT', 'SIGTERM'])
        process.once(signal, () => void stop().finally(() => process.exit(1)));
      globalThis.stopNaruTestStack = stop;
    }
  }
  const { kafka, registry } = JSON.parse(readFileSync(process.env.NARU_TEST_STACK, 'utf8'));
  process.env.NARU_TEST_KAFKA ??= kafka;
  process.env.NARU_TEST_REGISTRY ??= registry;
}
