import type { Contract } from '../contract.js';
import { table, withPart } from '../markdown.js';
import type { ServiceFacts } from '../services.js';
import type { ServiceFlow } from '../topologies.js';

function topology(flow: ServiceFlow, contract: Contract): string {
  const rows = (does: string, names: readonly string[]) =>
    names.map((name) => {
      const topic = contract.topics.find((each) => each.name === name);
      return [does, `\`${name}\``, topic?.key ?? '', topic?.meaning ?? ''];
    });
  return table(
    ['', 'topic', 'key', 'meaning'],
    [
      ...rows('reads', flow.reads),
      ...rows('follows whole', flow.follows),
      ...rows('writes', flow.writes),
      ...rows('keeps', flow.changelogs),
    ],
  );
}

const configuration = ({ variables }: ServiceFacts): string =>
  table(
    ['variable', 'meaning', 'default'],
    variables.map(({ variable, meaning, required, secret, defaultText }) => [
      `\`${variable}\``,
      `${meaning}${secret === true ? ' Secret.' : ''}`,
      required ? '**required**' : defaultText ? `\`${defaultText}\`` : '',
    ]),
  );

/** `apps/<service>/README.md` with the tables of its topics and of its configuration made anew. */
export function serviceReadme(written: string, facts: ServiceFacts, flow: ServiceFlow, contract: Contract): string {
  const parts = [
    { name: 'topology', from: 'src/topology.ts', text: topology(flow, contract) },
    { name: 'configuration', from: 'src/config.ts', text: configuration(facts) },
  ];
  return parts.reduce(withPart, written);
}
