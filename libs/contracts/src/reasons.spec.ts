import { describe, expect, it } from '@jest/globals';
import { isReason, reasons } from './reasons.js';

describe('reasons', () => {
  it('are a closed list', () => {
    expect(reasons).toContain('truncated-body');
    expect(reasons).toContain('late');
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(isReason('late')).toBe(true);
    expect(isReason('bad-luck')).toBe(false);
    expect(isReason('unknown-asset')).toBe(false);
  });
});
