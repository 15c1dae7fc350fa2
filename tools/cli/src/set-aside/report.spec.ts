import { describe, expect, it } from '@jest/globals';
import { toGroups, toRecords, toTrials } from './report.js';

const group = {
  id: '3f0c',
  source: 'bays',
  stage: 'ingest',
  kind: 'parking/observations',
  reason: 'wrong-type',
  shape: 'device: text',
  waiting: 0,
  decided: 7,
  expired: 0,
  first: '2026-11-22T21:31:05.123Z',
  last: '2026-11-22T21:40:00.000Z',
  growth: { thisHour: 3, hourBefore: 0 },
  sample: '1-5',
};

describe('what was set aside, on a terminal', () => {
  it('is a line a group, those that wait first', () => {
    const lines = toGroups([group, { ...group, id: '77ab', waiting: 1_200 }]).split('\n');
    expect(lines.map((line) => line.split(/\s{2,}/).slice(0, 6))).toEqual([
      ['group', 'source', 'stage', 'kind', 'reason', 'waiting'],
      ['77ab', 'bays', 'ingest', 'parking/observations', 'wrong-type', '1,200'],
      ['3f0c', 'bays', 'ingest', 'parking/observations', 'wrong-type', '·'],
    ]);
    expect(lines[2]).toContain('2026-11-22 21:31  2026-11-22 21:40  1-5     device: text');
    expect(toGroups([])).toBe('Nothing was set aside.');
  });

  it('is a line a record, with what was decided about it', () => {
    const { source, stage, kind, reason } = group;
    const about = { source, stage, kind, reason, expected: 'device: text', receivedAt: group.first };
    expect(toRecords([{ id: '1-5', ...about, attempt: 1, state: 'redriven' }]).split('\n')[1]).toBe(
      '1-5  redriven  bays    ingest  parking/observations  wrong-type        1  2026-11-22 21:31  device: text',
    );
    expect(toRecords([])).toBe('Nothing of this was set aside.');
  });

  it('is a line a record that was tried, and how many would meet which fate', () => {
    const fits = { fate: null, reason: null, expected: null, problem: null };
    const records = [
      { id: '1-5', ...fits },
      { id: '1-6', ...fits, fate: 'dead-lettered', reason: 'wrong-type', expected: 'device: text' },
      { id: '1-7', ...fits, problem: 'NARU_FIX_INVALID' },
    ];
    const fates = { readable: 1, 'dead-lettered wrong-type': 1, NARU_FIX_INVALID: 1 };
    expect(toTrials({ fates, records }).split('\n')).toEqual([
      'id   would be          reason      expected',
      '1-5  readable',
      '1-6  dead-lettered     wrong-type  device: text',
      '1-7  NARU_FIX_INVALID',
      '',
      'Of 3 that wait: 1 readable, 1 dead-lettered wrong-type, 1 NARU_FIX_INVALID. Nothing was changed.',
    ]);
    expect(toTrials({ fates: {}, records: [] })).toBe('Nothing of this waits.');
  });
});
