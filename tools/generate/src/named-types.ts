import type { AvroEnum, AvroFixed, AvroRecord, AvroSchema } from '@naru/contracts';
import type { RecordModel } from './contract.js';
import { pascal } from './text.js';

export type AvroNamed = AvroRecord | AvroEnum | AvroFixed;

const isNamed = (type: AvroSchema): type is AvroNamed =>
  typeof type === 'object' && 'type' in type && ['record', 'enum', 'fixed'].includes(type.type);

/** Calls `visit` for every named type that a schema defines, inner ones first, with its full name. */
export function visitNamed(type: AvroSchema, namespace: string, visit: (name: string, type: AvroNamed) => void): void {
  if (typeof type === 'string') return;
  if (!('type' in type)) for (const branch of type) visitNamed(branch, namespace, visit);
  else if (type.type === 'array') visitNamed(type.items, namespace, visit);
  else if (type.type === 'map') visitNamed(type.values, namespace, visit);
  else if (isNamed(type)) {
    const own = type.namespace ?? namespace;
    if (type.type === 'record') for (const field of type.fields) visitNamed(field.type, own, visit);
    visit(`${own}.${type.name}`, type);
  }
}

/** Every named type of the contract by its full name. Throws where one name is defined in two ways. */
export function namedTypes(records: readonly RecordModel[]): Map<string, AvroNamed> {
  const found = new Map<string, AvroNamed>();
  const bare = (type: AvroNamed) => JSON.stringify({ ...type, namespace: undefined });
  for (const record of records)
    visitNamed(record.avro, '', (name, type) => {
      const known = found.get(name);
      if (known !== undefined && type.type !== 'record' && bare(known) !== bare(type))
        throw new Error(`${name} is defined in two ways; one of them in ${record.name}`);
      found.set(name, type);
    });
  return found;
}

/** `naru.parking.v1.Observation` to its context, major version and name. */
export function partsOf(fullName: string): { context: string; major: number; name: string } {
  const found = /^naru\.([a-z-]+)\.v(\d+)\.([A-Za-z0-9]+)$/.exec(fullName);
  if (found === null) throw new Error(`A full name is naru.<context>.v<major>.<Name>, not ${fullName}`);
  return { context: found[1] ?? '', major: Number(found[2]), name: found[3] ?? '' };
}

/** `naru.parking.v1.Observation` is `ParkingObservation` in TypeScript; later majors end in `V2`. */
export function typescriptName(fullName: string): string {
  const { context, major, name } = partsOf(fullName);
  return `${pascal(context)}${name}${major === 1 ? '' : `V${major}`}`;
}
