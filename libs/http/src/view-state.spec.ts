import { describe, expect, it } from '@jest/globals';
import { ViewState } from './view-state.js';

describe('ViewState', () => {
  it('answers nothing before its view has caught up once', () => {
    const view = { isReady: false, asOf: undefined as Date | undefined };
    const state = new ViewState('bays', view);
    expect(() => state.now).toThrow(expect.objectContaining({ code: 'NARU_NOT_READY' }));
    Object.assign(view, { isReady: true, asOf: new Date(5) });
    expect([state.now, state.asOf]).toEqual(['bays', '1970-01-01T00:00:00.005Z']);
  });
});
