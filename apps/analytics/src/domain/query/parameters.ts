import { type NamedQuery, type Parameter, type ParameterType } from './header.js';

/** A value as ClickHouse takes it for a placeholder; null is SQL's. */
export type ParameterValue = string | null;

export interface ParameterProblem {
  readonly parameter: string;
  readonly what: string;
}

export type BoundParameters =
  { readonly values: Readonly<Record<string, ParameterValue>> } | { readonly problems: readonly ParameterProblem[] };

const longestText = 200;

/** Makes the values of a query's placeholders from what was asked. What isn't asked gets its default; what isn't declared is a problem. */
export function bindParameters(
  query: Pick<NamedQuery, 'parameters'>,
  asked: Readonly<Record<string, string>>,
  defaults: { readonly timeZone: string },
): BoundParameters {
  const problems: ParameterProblem[] = [];
  const values: Record<string, ParameterValue> = {};
  for (const name of Object.keys(asked))
    if (!(name in query.parameters))
      problems.push({
        parameter: name,
        what: `is no parameter; there are: ${Object.keys(query.parameters).join(', ') || 'none'}`,
      });
  for (const [name, parameter] of Object.entries(query.parameters)) {
    const text = asked[name];
    const value = text === undefined ? defaultOf(parameter, defaults.timeZone) : valueOf(parameter.type, text);
    if (value === undefined) problems.push({ parameter: name, what: expectations[parameter.type] });
    else values[name] = value;
  }
  return problems.length > 0 ? { problems } : { values };
}

const expectations: Readonly<Record<ParameterType, string>> = {
  text: `a text of at most ${longestText} characters`,
  whole: 'a whole number',
  instant: 'an instant as ISO 8601 with its offset, like 2026-11-22T09:00:00+09:00',
  'time-zone': 'an IANA time zone, like Asia/Seoul',
};

function defaultOf({ type, default: value }: Parameter, timeZone: string): ParameterValue {
  if (value === null) return type === 'time-zone' ? timeZone : null;
  return String(value);
}

function valueOf(type: ParameterType, text: string): ParameterValue | undefined {
  switch (type) {
    case 'text':
      return text.length <= longestText ? text : undefined;
    case 'whole':
      return /^-?\d{1,15}$/.test(text) ? text : undefined;
    case 'instant':
      return instantOf(text);
    case 'time-zone':
      return isTimeZone(text) ? text : undefined;
  }
}

function instantOf(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
