import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const may = (type, ...others) => ({
  sourceTag: `type:${type}`,
  onlyDependOnLibsWithTags: others.map((other) => `type:${other}`),
});

/** The core is pure: no Nest, no Kafka, no ClickHouse, no Node, no clock, no wire types. */
const outsideOfDomain = [
  '@nestjs/*',
  '@naru/kafka',
  '@naru/streams',
  '@naru/clickhouse',
  '@naru/http',
  '@naru/contracts',
  '@naru/observability',
  'node:*',
  'pino',
  'prom-client',
  '**/adapters/**',
  '**/http/**',
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/generated/**', '.naru/**', '.nx/**', 'docs/**'] },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        document: 'readonly',
        window: 'readonly',
        EventSource: 'readonly',
        navigator: 'readonly',
        localStorage: 'readonly',
        location: 'readonly',
        setInterval: 'readonly',
        AbortSignal: 'readonly',
        performance: 'readonly',
        Intl: 'readonly',
        URLSearchParams: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          banTransitiveDependencies: false,
          depConstraints: [
            may('app', 'lib'),
            may('lib', 'lib'),
            may('tool', 'lib', 'tool'),
            { sourceTag: 'name:contracts', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'name:simulator', onlyDependOnLibsWithTags: ['name:contracts'] },
          ],
        },
      ],
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'Re-export by name.' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/config.ts', '**/*.spec.ts', 'libs/config/**', 'libs/testing/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'config.ts is the only reader of the environment.' },
      ],
    },
  },
  {
    files: ['**/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: outsideOfDomain }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time arrives as an argument.' },
        { object: 'Math', property: 'random', message: 'Randomness arrives as an argument.' },
      ],
    },
  },
  {
    // Nest declares its options as classes, and documents object literals for them.
    files: ['examples/subscribers/nest/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['tools/simulator/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@naru/geo', '@naru/streams', '**/apps/**', '**/domain/**'],
              message: 'The simulator shares no rule with the hub.',
            },
          ],
        },
      ],
    },
  },
);
