import { describe, expect, it } from '@jest/globals';
import type {
  SecurityDetection,
  SecurityEvent,
  SecurityIncident,
  SecurityRecompute,
  SecurityRecomputedAsset,
} from '@naru/contracts';
import { PipelineUnderTest } from '@naru/testing';
import type { WatchPolicy } from '../src/domain/watch.js';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { minutes, policy as usual } from './assets.js';
import { hold, wholeHistory } from './history.js';
import { placed } from './placed.js';

const seen = (record: string, minute: number, more: Partial<SecurityEvent> = {}): SecurityEvent =>
  placed({ record, observedAt: minutes(minute), ...more });

/** Four failed logons, and the fifth comes hours later; in between somebody forces doors. */
const inTime = [
  ...[0, 1, 2, 3].map((minute) => seen(`logon ${minute}`, minute)),
  ...[40, 300, 310].map((minute) => seen(`door ${minute}`, minute, { activity: 'door-forced' })),
];
const late = seen('logon 4', 4);

function assetUnderTest(more: Partial<WatchPolicy> = {}) {
  const security = new PipelineUnderTest(topology, createPipeline({ ...usual, ...more }, { open: () => undefined }));
  const told: SecurityDetection[] = [];
  const incidents: SecurityIncident[] = [];
  const came = <T>(input: 'events' | 'recomputes' | 'incidentCommands', value: unknown, output: string): T[] => {
    const emitted = security.take(input, 'gateway-1', value);
    const of = <V>(name: string) => emitted.filter((each) => each.output === name).map((each) => each.value as V);
    told.push(...of<SecurityDetection>('detections'));
    incidents.push(...of<SecurityIncident>('incidents'));
    return of<T>(output);
  };
  return {
    ...{ told, incidents },
    see: (events: readonly SecurityEvent[]) =>
      events.flatMap((each) => came<SecurityDetection>('events', each, 'detections')),
    resolve: (incident: SecurityIncident | undefined) =>
      came<SecurityIncident>(
        'incidentCommands',
        {
          ...{ assetId: 'gateway-1', incidentId: incident?.incidentId, action: 'resolve' },
          ...{ by: 'k7', note: 'seen', at: minutes(311) },
        },
        'incidents',
      ),
    passTime: (minute: number) => security.passTime(minutes(minute)),
    recompute: (command: SecurityRecompute) => came<SecurityRecomputedAsset>('recomputes', command, 'recomputedAssets'),
  };
}

describe('recompute of an asset', () => {
  it('publishes the detections that differ, and nothing when it is asked again', () => {
    const asset = assetUnderTest();
    asset.see(inTime);
    expect(asset.see([late])).toEqual([]);
    const before = asset.told.length;

    asset.recompute(hold('first', 'gateway-1'));
    const [outcome] = asset.recompute(wholeHistory('first', 'gateway-1', [...inTime, late], asset.told));
    expect(outcome).toMatchObject({ outcome: 'applied', restated: 1, withdrawn: 0, incidents: 0, commandedBy: 'k1' });
    expect(asset.told.slice(before)).toMatchObject([
      {
        rule: 'brute-force',
        observedAt: minutes(4),
        firstObservedAt: minutes(0),
        revision: 0,
        zones: { district: 'jongno' },
      },
    ]);

    asset.recompute(hold('second', 'gateway-1'));
    const again = asset.recompute(wholeHistory('second', 'gateway-1', [...inTime, late], asset.told));
    expect(again).toMatchObject([{ outcome: 'applied', restated: 0, withdrawn: 0, incidents: 0 }]);
  });

  it('withdraws what a correction has taken away from behind the horizon', () => {
    const asset = assetUnderTest();
    asset.see(inTime);
    const corrected = { ...seen('door 40', 40, { activity: 'door-opened' }), revision: 1, cause: 'correction' };
    expect(asset.see([corrected])).toEqual([]);
    const events = [...inTime.filter(({ recordId }) => !recordId.equals(corrected.recordId)), corrected];
    asset.recompute(hold('r', 'gateway-1'));
    expect(asset.recompute(wholeHistory('r', 'gateway-1', events, asset.told))).toMatchObject([
      { outcome: 'applied', restated: 0, withdrawn: 1 },
    ]);
    expect(asset.told.at(-1)).toMatchObject({
      rule: 'forced-entry',
      observedAt: minutes(40),
      revision: 1,
      withdrawn: true,
    });
  });

  it('leaves incidents as people know them and have decided', () => {
    const asset = assetUnderTest();
    asset.see(inTime);
    const [first] = asset.incidents;
    asset.resolve(first);
    asset.passTime(400);
    const before = asset.incidents.length;
    asset.recompute(hold('r', 'gateway-1'));
    asset.recompute(wholeHistory('r', 'gateway-1', [...inTime.filter((_, i) => i !== 4), late], asset.told));
    expect(asset.told.at(-1)).toMatchObject({ rule: 'brute-force' });
    expect(asset.incidents).toHaveLength(before);
    expect(asset.incidents.findLast(({ incidentId }) => first?.incidentId.equals(incidentId))).toMatchObject({
      ...{ status: 'resolved', handledBy: 'k7', note: 'seen', withdrawn: false },
    });
  });

  it('lets nothing settle while it is held, and publishes nothing where another has begun or too much came', () => {
    const asset = assetUnderTest({ keepEvents: 4 });
    asset.see(inTime);
    const history = (name: string) => wholeHistory(name, 'gateway-1', [...inTime, late], asset.told);
    expect(asset.recompute(history('nobody told'))).toMatchObject([{ outcome: 'outdated', restated: 0 }]);

    asset.recompute(hold('first', 'gateway-1'));
    asset.recompute(hold('second', 'gateway-1'));
    expect(asset.recompute(history('first'))).toMatchObject([{ outcome: 'outdated' }]);

    const read = history('second');
    asset.see([seen('meanwhile', 500, { activity: 'tamper' })]);
    expect(asset.recompute(read)).toMatchObject([{ outcome: 'applied', restated: 1, withdrawn: 0 }]);

    asset.recompute(hold('third', 'gateway-1'));
    const much = Array.from({ length: 9 }, (_, i) => seen(`much ${i}`, 600 + i, { activity: 'tamper' }));
    asset.see(much);
    expect(asset.recompute(history('third'))).toMatchObject([{ outcome: 'outdated' }]);
  });

  it('says nothing of an asset that no rule has looked at', () => {
    const asset = assetUnderTest();
    const day = [seen('noon', 720, { activity: 'motion' }), seen('after', 721, { activity: 'motion' })];
    asset.see(day);
    asset.recompute(hold('r', 'gateway-1'));
    expect(asset.recompute(wholeHistory('r', 'gateway-1', day, []))).toMatchObject([
      { outcome: 'applied', restated: 0, withdrawn: 0 },
    ]);
  });
});
