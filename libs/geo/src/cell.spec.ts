import { describe, expect, it } from '@jest/globals';
import { cellAt } from './cell.js';

describe('cellAt', () => {
  it('takes longitude first and answers at resolution 10', () => {
    const cell = cellAt(126.978, 37.5665);
    expect(cell).toMatch(/^8a[0-9a-f]{13}$/);
    expect(cell).toBe(cellAt(126.97801, 37.56651));
    expect(cell).not.toBe(cellAt(126.98, 37.5665));
  });
});
