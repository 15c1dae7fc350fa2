import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
const ofKind = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/{apps,libs,tools,test}/**/${pattern}`),
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(more.ignore ?? [])],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'import', 'default'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
});

/** One project a kind of test: the name of a file tells its kind (STYLE: "Tests tell their kind by name"). */
export default {
  workerIdleMemoryLimit: '700MB',
  // A test that waits for other processes must outlast a busy machine; a hanging one still ends.
  testTimeout: 60_000,
  projects: [
    ofKind('unit', ['*.spec.ts'], { ignore: ['\\.(integration|browser|kubernetes|demo|property)\\.spec\\.ts$'] }),
    ofKind('property', ['*.property.spec.ts']),
    {
      ...ofKind('integration', ['*.integration.spec.ts']),
      globalSetup: '<rootDir>/tools/stack/jest/global-setup.mjs',
      globalTeardown: '<rootDir>/tools/stack/jest/global-teardown.mjs',
    },
    ofKind('demo', ['*.demo.spec.ts']),
    ofKind('browser', ['*.browser.spec.ts']),
    ofKind('kubernetes', ['*.kubernetes.spec.ts']),
  ],
};
