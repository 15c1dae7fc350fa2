import { expect, it } from '@jest/globals';
import type { SetAside } from '../../domain/where/found.js';
import type { Back } from '../../domain/where/way-back.js';
import { wayBackOf } from './ways-back.js';

const aside: SetAside = {
  place: { topic: 'hub.quarantine.v1', partition: 1, offset: 7 },
  isTabled: true,
  fate: 'quarantined',
  recordId: null,
  source: 'bays',
  stage: 'parking',
  kind: 'parking.observations.v1',
  reason: 'late',
  detail: '',
  receivedAt: 1_000,
  observedAt: null,
  origin: null,
  attempt: 0,
  size: 1,
  sha256: '00',
  isKept: true,
};
const back: Back = { decision: 'released', by: 'key', at: 2_000, isFixed: false, attempt: 1, passage: 'taken' };
const noCommand = new Map<string, Back>();

it('waits as long as Kafka has it, and is expired after', () => {
  expect(wayBackOf(aside, noCommand, 7)).toEqual({ state: 'waiting', back: null });
  expect(wayBackOf(aside, noCommand, 8)).toEqual({ state: 'expired', back: null });
  expect(wayBackOf(aside, noCommand, undefined)).toEqual({ state: 'unknown', back: null });
});

it('does not come back without its bytes, nor to a stage that takes nothing back', () => {
  expect(wayBackOf({ ...aside, isKept: false }, noCommand, 0).state).toBe('unreturnable');
  expect(wayBackOf({ ...aside, stage: 'console' }, noCommand, 0).state).toBe('unreturnable');
});

it('comes back by the command about it, and about no other', () => {
  const commanded = new Map([['quarantine/1-7', back]]);
  expect(wayBackOf(aside, commanded, 8)).toEqual({ state: 'released', back });
  expect(wayBackOf({ ...aside, fate: 'dead-lettered' }, commanded, 0).state).toBe('waiting');
});
