/* global AbortController */
// Runs everything that is checked, part by part, each in its budget; ends with the plain line `N passed, N failed`,
// and `, N skipped` where there are any.
// usage: test.mjs [--long] [PART...]   (all parts where none is named; --list names them; --long: what needs hours)
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Always the same, so that what a killed run left behind is found and ended by the next. */
const scratch = join(root, '.naru', 'test');
const say = (sentence) => process.stderr.write(`${sentence}\n`);

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupted.abort());
/** Ends what the present part still does: its time is up, or somebody wants it all to end. */
let ending = interrupted.signal;

function run(command, args, { env = {}, output = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: {
        ...process.env,
        NX_DAEMON: 'false',
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
        ...env,
      },
      stdio: ['ignore', output === 'inherit' ? 2 : 'pipe', 2],
      signal: ending,
    });
    child.on('error', (error) => say(`${command}: ${error.message}`));
    let text = '';
    child.stdout?.on('data', (chunk) => (text += chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

/** A check that passes or fails as one. */
const check = async (command, ...args) => {
  const { code } = await run(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
};

const sum = (...results) =>
  results.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }));

/** Jest's tests of these kinds under these folders, each counted. */
async function jest(kinds, folders, env = {}) {
  const file = join(scratch, `${kinds.join('-')}-${folders.length}.json`);
  const args = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...folders];
  // Never the result of an earlier run.
  rmSync(file, { force: true });
  const { code } = await run(
    'node',
    [...args, '--selectProjects', ...kinds, '--json', `--outputFile=${file}`, '--silent=false', '--maxWorkers=2'],
    { env, output: 'pipe' },
  );
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    // Jest can end badly with every test passed, e.g. where a worker died.
    return { passed: numPassedTests, failed: failed > 0 || code === 0 ? failed : 1, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function withParts(start, visit) {
  const parts = await start();
  try {
    return await visit(parts);
  } finally {
    await parts.stop();
  }
}

/** A first build of the control plane counts as a download: about eight minutes, and nothing when it is there. */
async function buildControlPlane() {
  const scripts = process.env.NARU_CONTROL_PLANE ?? join(root, '..', 'shared', 'kubernetes', 'control-plane');
  const build = join(scripts, 'build.sh');
  if (process.env.KUBECONFIG === undefined && existsSync(build)) await run('bash', [build]);
}

/** A run of the chaos tool, passed or failed as one. */
const chaos = (...args) => {
  const folder = join(scratch, 'chaos');
  rmSync(folder, { recursive: true, force: true });
  return check('node', '--enable-source-maps', 'tools/chaos/dist/main.js', '--json', ...args, '--folder', folder);
};

/**
 * Budgets are seconds on two cores, after downloads: 1,200 all together; docs/testing.md tells them too. What a part leaves of
 * its own, those after it may take.
 */
const usualParts = {
  format: { budget: 20, run: () => check('prettier', '--check', '--log-level', 'warn', '.') },
  lint: {
    budget: 60,
    // The rule on module boundaries reads Nx's graph of projects, which the first command makes.
    run: async () => sum(await check('nx', 'show', 'projects'), await check('eslint', '.', '--max-warnings', '0')),
  },
  types: { budget: 20, run: () => check('tsc', '--noEmit', '-p', 'tsconfig.json') },
  generated: { budget: 10, run: () => check('node', 'tools/generate/dist/main.js', '--check') },
  unit: { budget: 80, run: () => jest(['unit', 'property'], ['apps', 'libs', 'tools', 'test/permutations']) },
  integration: {
    budget: 480,
    run: async () => {
      const { startTestStack } = await import('../tools/stack/dist/index.js');
      return withParts(
        () => startTestStack({ folder: join(scratch, 'stack'), fresh: true, say, signal: ending }),
        ({ endpointsFile }) =>
          jest(['integration'], ['apps', 'libs', 'tools', 'test/examples', 'test/recompute'], {
            NARU_TEST_STACK: endpointsFile,
          }),
      );
    },
  },
  city: {
    budget: 220,
    run: async () => {
      const { endpointsFile, simulatorPart, startCity } = await import('../tools/stack/dist/index.js');
      const folder = join(scratch, 'city', '.naru');
      const file = endpointsFile(folder);
      return withParts(
        () => startCity({ folder, ports: 'any', fresh: true, say, signal: ending }),
        async (city) => {
          await city.stack.run(simulatorPart(folder));
          const env = { NARU_TEST_CITY: file, NARU_TEST_STACK: file };
          return jest(['integration', 'browser'], ['test/city', 'browser'], env);
        },
      );
    },
  },
  demo: { budget: 130, run: () => jest(['demo'], ['tools/demo']) },
  chaos: { budget: 150, run: () => chaos('--seed', '1', '--rounds', '3') },
  kubernetes: { budget: 30, prepare: buildControlPlane, run: () => jest(['kubernetes'], ['test']) },
};

/** What `npm run test:long` runs: nobody waits for it. */
const longParts = {
  chaos: {
    budget: 5_400,
    run: async () => {
      const results = [];
      for (const seed of ['1', '2', '3']) results.push(await chaos('--seed', seed, '--rounds', '20'));
      return sum(...results);
    },
  },
  brokers: { budget: 1_800, run: () => chaos('--brokers', '3', '--rounds', '20') },
  outage: { budget: 1_800, run: () => chaos('--outage', 'warehouse', '--minutes', '10') },
};

const isLong = process.argv.includes('--long');
const parts = isLong ? longParts : usualParts;
const asked = process.argv.slice(2).filter((arg) => arg !== '--long');
if (asked.includes('--list') || asked.includes('--help')) {
  say(`usage: npm ${isLong ? 'run test:long' : 'test'} -- [PART...]\nparts: ${Object.keys(parts).join(', ')}`);
  process.exit(0);
}
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  say(`Unknown part ${unknown.join(', ')}. Known: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

mkdirSync(scratch, { recursive: true });
const totals = [];
let spare = 0;
for (const [name, part] of Object.entries(parts)) {
  if (interrupted.signal.aborted || (asked.length > 0 && !asked.includes(name))) continue;
  const budget = part.budget + spare;
  say(`\n=== ${name} (at most ${budget} s)`);
  ending = interrupted.signal;
  await part.prepare?.();
  const started = Date.now();
  ending = AbortSignal.any([interrupted.signal, AbortSignal.timeout(budget * 1000)]);
  const result = await part.run().catch((error) => {
    say(`${name}: ${error?.stack ?? error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  if (seconds >= budget) {
    say(`${name} was ended: its ${budget} s are over.`);
    result.failed++;
  }
  spare = Math.max(0, budget - seconds);
  totals.push({ name, seconds, ...result });
}

say('');
for (const { name, seconds, passed, failed, skipped } of totals)
  say(`${name.padEnd(12)} ${String(seconds).padStart(4)} s   ${passed} passed, ${failed} failed, ${skipped} skipped`);
if (interrupted.signal.aborted) totals.push({ passed: 0, failed: 1, skipped: 0 });
const { passed, failed, skipped } = sum({ passed: 0, failed: 0, skipped: 0 }, ...totals);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
// what a failed run left is looked into
if (failed === 0) rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
