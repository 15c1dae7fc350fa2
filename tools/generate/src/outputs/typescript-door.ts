import { generatedFrom } from '../text.js';
import { exportedTypes } from './typescript-types.js';

const avroTypes = ['Array', 'Enum', 'Field', 'Fixed', 'Logical', 'Map', 'Record', 'Schema', 'Union'];
const reasonTypes = ['DeadLetterReason', 'PlaceReason', 'QuarantineReason', 'Reason'];

/** Laid out as Prettier does it: one line where it fits. */
function reexport(what: 'export' | 'export type', names: readonly string[], from: string): string {
  const line = `${what} { ${names.join(', ')} } from '${from}';`;
  if (line.length <= 120) return line;
  return [`${what} {`, ...names.map((name) => `  ${name},`), `} from '${from}';`].join('\n');
}

/** `src/index.ts` of the contracts: everything by name, since nothing is re-exported wholesale. */
export function typescriptDoor(types: ReadonlyMap<string, string>): string {
  return [
    `// ${generatedFrom('schemas/')}`,
    reexport(
      'export type',
      avroTypes.map((name) => `Avro${name}`),
      './avro-schema.js',
    ),
    reexport('export type', ['TopicContract', 'WireOf'], './topic-contract.js'),
    reexport('export', ['topicSettings'], './topic-settings.js'),
    reexport('export', ['physicalNames', 'type PhysicalNames'], './names.js'),
    reexport('export', ['domainFields', 'kinds', 'type Kind'], './kinds.js'),
    reexport('export', ['isReason', 'reasons', ...reasonTypes.map((name) => `type ${name}`)], './reasons.js'),
    reexport('export', ['deadLetterReasons', 'placeReasons', 'quarantineReasons'], './generated/reasons.js'),
    reexport('export', ['frontFields', 'placeFields'], './generated/fragments.js'),
    reexport('export', ['topics'], './generated/topics.js'),
    reexport('export', ['taskInputs'], './generated/task-inputs.js'),
    ...[...types].map(([file, text]) =>
      reexport('export type', exportedTypes(text), `./generated/${file.replace('.ts', '.js')}`),
    ),
    '',
  ].join('\n');
}
