import { describe, expect, it } from '@jest/globals';
import { Asset, event, minutes, series } from '../../test/assets.js';

const rulesOf = (asset: Asset): string[] => asset.currentDetections.map(({ rule }) => rule);

describe('brute force', () => {
  it('is five failed logons of one actor within five minutes', () => {
    const attempts = series(5, 0);
    const asset = new Asset(attempts);
    expect(asset.currentDetections).toMatchObject([
      {
        rule: 'brute-force',
        actor: 'intruder',
        firstObservedAt: minutes(0),
        observedAt: minutes(4),
        recordIds: attempts.map(({ recordId }) => recordId),
        revision: 0,
      },
    ]);
  });

  it('is not four, nor five of two actors, nor five in more than five minutes', () => {
    expect(rulesOf(new Asset(series(4, 0)))).toEqual([]);
    expect(rulesOf(new Asset([...series(4, 0), event({ observedAt: minutes(4), actor: 'another' })]))).toEqual([]);
    expect(rulesOf(new Asset([...series(4, 0), event({ observedAt: minutes(5) })]))).toEqual([]);
  });

  it('is one detection however often somebody tries in these minutes, and another after them', () => {
    const often = Array.from({ length: 40 }, (_, i) => event({ observedAt: minutes(i / 12) }));
    expect(rulesOf(new Asset(often))).toEqual(['brute-force']);
    expect(rulesOf(new Asset([...often, ...series(5, 10)]))).toEqual(['brute-force', 'brute-force']);
  });

  it('is found where the first attempt comes last, and begins with it', () => {
    const [first, ...others] = series(5, 0);
    const asset = new Asset([...others, ...(first === undefined ? [] : [first])]);
    expect(asset.currentDetections).toMatchObject([{ firstObservedAt: minutes(0), recordIds: { length: 5 } }]);
  });

  it('is withdrawn where the source corrects an attempt away', () => {
    const attempts = series(5, 0);
    const asset = new Asset(attempts);
    asset.take(event({ ...attempts[2], revision: 1, activity: 'logon' }));
    expect(asset.detections).toMatchObject([{ revision: 0 }, { revision: 1, withdrawn: true }]);
    expect(asset.incidents.at(-1)).toMatchObject({ revision: 1, withdrawn: true });
  });
});

describe('forced entry', () => {
  it('needs one event, and each is a detection', () => {
    expect(rulesOf(new Asset([event({ activity: 'door-forced' }), event({ activity: 'tamper' })]))).toEqual([
      'forced-entry',
      'forced-entry',
    ]);
  });
});

describe('motion after hours', () => {
  const motion = (minute: number) => event({ activity: 'motion', actor: null, observedAt: minutes(minute) });
  const noon = 12 * 60;

  it('is motion twice within ten minutes while nobody is expected', () => {
    expect(rulesOf(new Asset([motion(0), motion(9)]))).toEqual(['motion-after-hours']);
    expect(rulesOf(new Asset([motion(0), motion(10)]))).toEqual([]);
    expect(rulesOf(new Asset([motion(noon), motion(noon + 1)]))).toEqual([]);
  });
});

describe('other events', () => {
  it('are not kept', () => {
    const asset = new Asset([event({ activity: 'process-created' }), event({ activity: 'logon' })]);
    expect(asset.watch.events).toEqual([]);
  });
});
