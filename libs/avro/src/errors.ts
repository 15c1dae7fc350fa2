import type { DeadLetterReason } from '@naru/contracts';

/**
 * These bytes can't become a record, whatever is tried: a dead letter with this reason.
 * @advice Nothing to do at once: the record is a dead letter, its neighbours go on. Where they grow:
 *   docs/runbooks/dead-letters-grow.md.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code = 'NARU_DECODE';

  constructor(
    readonly reason: Extract<DeadLetterReason, 'not-confluent' | 'unknown-schema-id' | 'truncated-body' | 'wrong-type'>,
    message: string,
    /** Writer's schema id, where the bytes have one. */
    readonly schemaId: number | null = null,
  ) {
    super(message);
  }
}

/** The registry answered that it knows no schema of this id. */
export class UnknownSchemaIdError extends DecodeError {
  constructor(schemaId: number) {
    super('unknown-schema-id', `The registry knows no schema ${schemaId}`, schemaId);
  }
}

/**
 * A codec was asked to decode before it was given the writer's schema: await `prepare(schemaId)` first.
 * @advice A fault of the program: report it with the lines before it.
 */
export class SchemaNotPreparedError extends Error {
  override readonly name = 'SchemaNotPreparedError';
  readonly code = 'NARU_SCHEMA_NOT_PREPARED';

  constructor(readonly schemaId: number) {
    super(`Schema ${schemaId} has not been fetched yet`);
  }
}

/**
 * The registry didn't answer, or not as a registry does. Says nothing about any schema: wait and try again.
 * @advice Nothing is skipped, services wait: docs/runbooks/registry-unreachable.md.
 */
export class RegistryUnreachableError extends Error {
  override readonly name = 'RegistryUnreachableError';
  readonly code = 'NARU_REGISTRY_UNREACHABLE';
}

/**
 * The registry has the subject not at all, or not with this schema: whoever releases schemas has to register it.
 * @advice Apply the contract of this version: docs/runbooks/topics.md.
 */
export class SchemaNotRegisteredError extends Error {
  override readonly name = 'SchemaNotRegisteredError';
  readonly code = 'NARU_SCHEMA_NOT_REGISTERED';

  constructor(readonly subject: string) {
    super(`The registry has no such schema under ${subject}`);
  }
}

/**
 * The registry refused a schema, as incompatible with what is released under its subject or as no schema at all.
 * @advice Keep the released schema and write the change as a new version: CONTRIBUTING.md, recipe 2.
 */
export class SchemaRefusedError extends Error {
  override readonly name = 'SchemaRefusedError';
  readonly code = 'NARU_SCHEMA_REFUSED';

  constructor(
    readonly subject: string,
    detail: string,
  ) {
    super(`The registry refused a schema under ${subject}: ${detail}`);
  }
}
