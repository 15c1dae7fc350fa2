export { avroType } from './avro-type.js';
export { ByteCursor } from './byte-cursor.js';
export { canonicalForm } from './canonical.js';
export { composePlaced } from './compose-placed.js';
export {
  DecodeError,
  RegistryUnreachableError,
  SchemaNotPreparedError,
  SchemaNotRegisteredError,
  SchemaRefusedError,
  UnknownSchemaIdError,
} from './errors.js';
export { beginsWith, readFront, RecordFront } from './front.js';
export { type AsWritten, readAsWritten } from './json/as-written.js';
export { type SchemaFold, foldSchema } from './json/fold-schema.js';
export { jsonOf } from './json/to-json.js';
export { PlacedSchemas, PlacedWriter, type PlacedSchemasOptions } from './placed-schemas.js';
export { asRawSchema, RawWriter } from './raw-writer.js';
export { SchemaRegistry, type RegistryOptions } from './registry.js';
export { selectFields } from './select-fields.js';
export { compileSkip } from './skip.js';
export { codecFor, encodeConfluent, WireCodec } from './wire-codec.js';
export { headerLength, headerOf, schemaIdOf } from './wire-format.js';
