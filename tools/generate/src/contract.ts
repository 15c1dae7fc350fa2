import type { AvroField, AvroRecord, TopicContract } from '@naru/contracts';

/** One record of the contract: a schema file with its fragments put in, or a placed record composed from a raw one. */
export interface RecordModel {
  readonly context: string;
  /** Full name, e.g. `naru.parking.v1.RawObservation`. */
  readonly name: string;
  readonly avro: AvroRecord;
  /** Of written records: the file's name without `.avsc`. */
  readonly file?: string;
  /** Of placed records: full name of the raw one. */
  readonly enriches?: string;
  /** Whether it begins with the common front. */
  readonly hasFront: boolean;
}

/** A topic of the catalogue, with what only its table in the warehouse needs. */
export interface TopicModel extends TopicContract {
  readonly table?: {
    /** Fields that rows are sorted by. */
    readonly order: readonly string[];
    /** Field whose month parts the table; absent for small ones. */
    readonly month?: string | undefined;
    /** Fields by which single rows are looked for, though the table isn't sorted by them. */
    readonly find?: readonly string[] | undefined;
  };
}

export interface ReasonModel {
  readonly code: string;
  readonly group: 'dead-lettered' | 'quarantined' | 'place';
  readonly meaning: string;
}

/** All that `schemas/` says, read, composed and cross-checked. */
export interface Contract {
  readonly front: readonly AvroField[];
  readonly place: readonly AvroField[];
  readonly records: readonly RecordModel[];
  readonly topics: readonly TopicModel[];
  readonly reasons: readonly ReasonModel[];
}

export const recordOf = (contract: Contract, topic: TopicContract): RecordModel => {
  const record = contract.records.find((candidate) => candidate.name === topic.schema);
  if (record === undefined) throw new Error(`${topic.name}: no record ${topic.schema}`);
  return record;
};
