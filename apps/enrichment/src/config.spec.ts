import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { configTable } from '@naru/config';
import { enrichmentConfig } from './config.js';

it('stands in the README as it is', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const part = /<!-- configuration:.*?-->\n([\s\S]*?)<!-- end of configuration -->/.exec(readme)?.[1];
  const cells = (table: string): string[] => table.split(/\s*\|\s*|\n/).filter((cell) => !/^[-\s]*$/.test(cell));
  expect(cells(part ?? '')).toEqual(cells(configTable(enrichmentConfig)));
});
