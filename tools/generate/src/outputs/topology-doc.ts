import type { Contract, TopicModel } from '../contract.js';
import { generatedFrom } from '../text.js';
import type { ServiceFlow } from '../topologies.js';

const dayMs = 86_400_000;

const kept = (topic: TopicModel) => {
  if (topic.cleanup === 'compact') return 'latest of each key';
  return topic.retentionMs === -1 ? 'for ever' : `${topic.retentionMs / dayMs} d`;
};

/** Topics between two services without context and version, each once: `raw-observations (parking, environment)`. */
function label(names: readonly string[]): string {
  const contexts = Map.groupBy(names, (name) => name.split('.')[1] ?? name);
  return [...contexts]
    .map(([noun, of]) => `${noun} (${of.map((name) => name.split('.')[0] ?? '').join(', ')})`)
    .join('<br>');
}

function picture(flows: readonly ServiceFlow[], contract: Contract): string {
  const lines: string[] = [];
  const hub = new Set(contract.topics.filter((topic) => topic.context === 'hub').map((topic) => topic.name));
  for (const writer of flows)
    for (const reader of flows) {
      const between = writer.writes.filter((name) => reader.reads.includes(name) && !hub.has(name));
      if (between.length > 0) lines.push(`  ${writer.service} -->|"${label(between)}"| ${reader.service}`);
      const followed = writer.writes.filter((name) => reader.follows.includes(name) && !hub.has(name));
      if (followed.length > 0 && reader !== writer)
        lines.push(`  ${writer.service} -.->|"${label(followed)}"| ${reader.service}`);
    }
  return [
    '```mermaid',
    'flowchart LR',
    '  sources([sources]) -->|HTTP| ingest',
    ...lines,
    '  analytics --> ClickHouse[(ClickHouse)]',
    '```',
  ].join('\n');
}

const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join('<br>'));

function services(flows: readonly ServiceFlow[]): string {
  const rows = flows.map(
    ({ service, reads, follows, writes, changelogs, declared }) =>
      `| **${service}**${declared ? '' : ' (by the catalogue)'} | ${[reads, follows, writes, changelogs].map(list).join(' | ')} |`,
  );
  return ['| service | reads | follows whole | writes | keeps |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function topics(contract: Contract): string {
  const rows = contract.topics.map((topic) =>
    [
      `\`${topic.name}\``,
      topic.key,
      topic.shared ? 'every service' : topic.owner,
      topic.readers.join(', '),
      kept(topic),
      topic.warehouse ? `\`${topic.context}.${topic.noun.replaceAll('-', '_')}\`` : '–',
      topic.personal === 'none' ? '–' : topic.personal,
      topic.meaning,
    ].join(' | '),
  );
  return [
    '| topic | key | writer | readers | kept | table | personal data | meaning |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** `docs/topology.md`: the flow, each service, each topic. */
export function topologyDoc(contract: Contract, flows: readonly ServiceFlow[]): string {
  return [
    `<!-- ${generatedFrom('schemas/ and each apps/*/src/topology.ts')} -->`,
    '# Topology',
    '',
    'An arrow is read by tasks of a group, in transactions; a dotted one is followed whole by every instance. Left out',
    "of the picture are the hub's own topics: sources, keys, dead letters, quarantine, duplicates.",
    '',
    picture(flows, contract),
    '',
    '## Services',
    '',
    services(flows),
    '',
    '## Topics',
    '',
    topics(contract),
    '',
  ].join('\n');
}
