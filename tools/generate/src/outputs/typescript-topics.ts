import type { Contract, TopicModel } from '../contract.js';
import { typescriptName } from '../named-types.js';
import { camel, generatedFrom } from '../text.js';

/** `parking.raw-observations.v1` is `parkingRawObservations`; later majors end in `V2`. */
export function constantName(topic: TopicModel): string {
  const major = /\.v(\d+)$/.exec(topic.name)?.[1] ?? '1';
  return camel(`${topic.context}-${topic.noun}`) + (major === '1' ? '' : `V${major}`);
}

const avroName = (fullName: string) => `${camel(typescriptName(fullName))}Avro`;
const literal = (value: unknown) => JSON.stringify(value, null, 2);

function avroFile(contract: Contract, context: string): string {
  const schemas = contract.records
    .filter((record) => record.context === context)
    .map((record) => `export const ${avroName(record.name)}: AvroRecord = ${literal(record.avro)};`);
  return [
    `// ${generatedFrom(`schemas/${context}`)}`,
    "import type { AvroRecord } from '../avro-schema.js';",
    '',
    `${schemas.join('\n\n')}\n`,
  ].join('\n');
}

function topicsFile(contract: Contract, context: string): string {
  const topics = contract.topics.filter((topic) => topic.context === context);
  const records = [...new Set(topics.map((topic) => topic.schema))].sort();
  const constants = topics.map((topic) => {
    const said = literal({ ...topic, table: undefined, avro: 0 }).replace(
      '"avro": 0',
      `"avro": ${avroName(topic.schema)}`,
    );
    const type = `TopicContract<${typescriptName(topic.schema)}>`;
    return `/** ${topic.meaning} */\nexport const ${constantName(topic)}: ${type} = ${said};`;
  });
  return [
    `// ${generatedFrom(`schemas/${context}`)}`,
    "import type { TopicContract } from '../topic-contract.js';",
    `import { ${records.map(avroName).join(', ')} } from './${context}.avro.js';`,
    `import type { ${records.map(typescriptName).join(', ')} } from './${context}.types.js';`,
    '',
    `${constants.join('\n\n')}\n`,
  ].join('\n');
}

function catalogueFile(contract: Contract, contexts: readonly string[]): string {
  const ofContext = (context: string) => contract.topics.filter((topic) => topic.context === context).map(constantName);
  return [
    `// ${generatedFrom('schemas/')}`,
    ...contexts.map((context) => `import { ${ofContext(context).join(', ')} } from './${context}.topics.js';`),
    '',
    '/** Every topic of the hub, by context and noun. */',
    'export const topics = {',
    ...contexts.flatMap(ofContext).map((name) => `  ${name},`),
    '} as const;',
    '',
  ].join('\n');
}

function fragmentsFile(contract: Contract): string {
  return [
    `// ${generatedFrom('schemas/hub')}`,
    "import type { AvroField } from '../avro-schema.js';",
    '',
    '/** The fields that every record of a source begins with, in wire order. */',
    `export const frontFields: readonly AvroField[] = ${literal(contract.front)};`,
    '',
    '/** The fields that enrichment appends, in wire order. */',
    `export const placeFields: readonly AvroField[] = ${literal(contract.place)};`,
    '',
  ].join('\n');
}

function reasonsFile(contract: Contract): string {
  const group = (name: string, fate: string) => {
    const reasons = contract.reasons.filter((reason) => reason.group === fate);
    const said = Object.fromEntries(reasons.map(({ code, meaning }) => [code, meaning]));
    return `export const ${name} = ${literal(said)} as const;`;
  };
  return [
    `// ${generatedFrom('schemas/hub/reasons.yaml')}`,
    '/** Why a record is a dead letter, with the meaning of each code. */',
    group('deadLetterReasons', 'dead-lettered'),
    '',
    '/** Why a record is in quarantine, with the meaning of each code. */',
    group('quarantineReasons', 'quarantined'),
    '',
    '/** Why a place is incomplete, with the meaning of each code. */',
    group('placeReasons', 'place'),
    '',
  ].join('\n');
}

/** Schemas, topic constants and vocabularies, by file name. */
export function typescriptTopics(contract: Contract): Map<string, string> {
  const contexts = [...new Set(contract.topics.map((topic) => topic.context))];
  const files = new Map<string, string>();
  for (const context of contexts) {
    files.set(`${context}.avro.ts`, avroFile(contract, context));
    files.set(`${context}.topics.ts`, topicsFile(contract, context));
  }
  files.set('topics.ts', catalogueFile(contract, contexts));
  files.set('fragments.ts', fragmentsFile(contract));
  files.set('reasons.ts', reasonsFile(contract));
  return files;
}
