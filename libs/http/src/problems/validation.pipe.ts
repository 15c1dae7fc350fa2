import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { httpProblems } from './catalogue.js';
import { Problem } from './problem.js';

interface FieldError {
  /** Where: query parameter, path parameter, or JSON path in the body. */
  readonly where: string;
  readonly what: string;
}

/**
 * Holds a parameter against the schema its decorator names: `@Query({ schema })`, `@Param({ schema })`, `@Body({ schema })`.
 * Bodies arrive as bytes (see startService): with a schema they are read as JSON here, without one the controller gets the bytes.
 */
export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    if (schema === undefined) return value;
    const input = type === 'body' ? parseJson(value) : value;
    const result = await schema['~standard'].validate(input);
    if (result.issues === undefined) return result.value;
    throw invalid(
      result.issues.map((issue) => ({
        where: [type, data, ...(issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))]
          .filter((part) => part !== undefined)
          .join('.'),
        what: issue.message,
      })),
    );
  }
}

function parseJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw invalid([{ where: 'body', what: 'is empty; send a JSON object' }]);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid([{ where: 'body', what: 'is not JSON' }]);
  }
}

const invalid = (errors: readonly FieldError[]): Problem =>
  new Problem(httpProblems.NARU_REQUEST_INVALID, {
    detail: errors.map(({ where, what }) => `${where}: ${what}`).join('; '),
    members: { errors },
  });
