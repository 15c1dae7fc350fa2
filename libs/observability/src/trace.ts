import { type SpanContext, TraceFlags, isSpanContextValid } from '@opentelemetry/api';

/** Name of the header in HTTP and in Kafka records (W3C Trace Context). */
export const TRACEPARENT = 'traceparent';

const format = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** The header's text: `00-<trace id>-<span id>-<flags>`. */
export function encodeTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The context that a header names; undefined where it isn't one (W3C: then a new trace begins). */
export function decodeTraceparent(text: string | undefined): SpanContext | undefined {
  const [, version, traceId, spanId, flags, more] = format.exec(text ?? '') ?? [];
  if (version === undefined || traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  // version ff is forbidden; version 00 has exactly these four fields, later ones may have more
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}
