/** Avro schemas as plain JSON, as far as the contract uses them (Avro 1.12 specification). */
export type AvroSchema = string | AvroRecord | AvroEnum | AvroFixed | AvroArray | AvroMap | AvroLogical | AvroUnion;

export type AvroUnion = readonly AvroSchema[];

export interface AvroField {
  readonly name: string;
  readonly type: AvroSchema;
  readonly doc: string;
  readonly default?: unknown;
  /** Class of personal data that the field holds; absent where it holds none. */
  readonly 'naru.personal'?: string;
  /** Whether a string is one of few, from a list that grows. */
  readonly 'naru.vocabulary'?: boolean;
}

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly fields: readonly AvroField[];
}

export interface AvroEnum {
  readonly type: 'enum';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly symbols: readonly string[];
  readonly default?: string;
}

export interface AvroFixed {
  readonly type: 'fixed';
  readonly name: string;
  readonly namespace?: string;
  readonly size: number;
  readonly logicalType?: string;
}

export interface AvroArray {
  readonly type: 'array';
  readonly items: AvroSchema;
}

export interface AvroMap {
  readonly type: 'map';
  readonly values: AvroSchema;
}

/** A primitive with a meaning: `timestamp-millis` on a long, `date` on an int. */
export interface AvroLogical {
  readonly type: 'int' | 'long' | 'bytes' | 'string';
  readonly logicalType: string;
}
