import { describe, expect, it } from '@jest/globals';
import { BatchWriter, type Headers, RecordView } from '@naru/kafka';
import { markHeaders, readMark } from './progress-mark.js';

/** The record as a reader meets it. */
function met(key: string | null, value: Uint8Array | null, headers?: Headers): RecordView {
  const writer = new BatchWriter({ compression: 'none' });
  writer.append(0, key, value, headers);
  const view = new RecordView(writer.finish()[0] ?? Buffer.alloc(0));
  view.moveTo(61, 0, 0);
  return view;
}

describe('a progress mark', () => {
  it('is read as it was written, by ingest and by a stage', () => {
    expect(readMark(met(null, null, markHeaders(1_764_000_000_123)))).toEqual({
      at: 1_764_000_000_123,
      from: undefined,
    });
    const from = { stage: 'enrichment', task: 1, tasks: 2 };
    expect(readMark(met(null, null, markHeaders(7, from)))).toEqual({ at: 7, from });
    expect(markHeaders(7, from)).toMatchObject({ 'naru-progress': '7', 'naru-from': 'enrichment/1' });
  });

  it('is no record that has a key, a value, no header, or one that says no time', () => {
    const headers = markHeaders(7);
    expect(readMark(met('a', null, headers))).toBeUndefined();
    expect(readMark(met(null, Buffer.from('a'), headers))).toBeUndefined();
    expect(readMark(met(null, null))).toBeUndefined();
    expect(readMark(met(null, null, { 'naru-progress': 'soon' }))).toBeUndefined();
  });
});
