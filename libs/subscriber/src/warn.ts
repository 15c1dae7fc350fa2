import type { Retry } from './options.js';

/** Tells of a retry where nobody else is told. */
export function warn({ error, attempt, pauseMs, records, first }: Retry): void {
  const what = first ? `${records} records from ${first.topic}/${first.partition} at ${first.offset} on` : 'Reading';
  const why = error instanceof Error ? error.message : String(error);
  process.emitWarning(`${what} failed (${attempt}), tried again in ${pauseMs} ms: ${why}`, 'NaruSubscription');
}
