import { generatedFrom } from '../text.js';
import type { ServiceFlow } from '../topologies.js';

/** Which topics the groups of services read: where a group begins has to be said before its service starts. */
export function taskInputsFile(flows: readonly ServiceFlow[]): string {
  const reading = flows.filter(({ reads }) => reads.length > 0).sort((a, b) => (a.service < b.service ? -1 : 1));
  return [
    `// ${generatedFrom('the topologies of apps/')}`,
    '',
    '/** Topics that the tasks of each service read, in the name of its group. */',
    'export const taskInputs: Readonly<Record<string, readonly string[]>> = {',
    ...reading.flatMap(({ service, reads }) => [
      `  ${service}: [`,
      ...[...reads].sort().map((name) => `    '${name}',`),
      '  ],',
    ]),
    '};',
    '',
  ].join('\n');
}
