import { describe, expect, it } from '@jest/globals';
import { Asset, event, minutes, policy, series } from '../../test/assets.js';
import { nextClosing } from './watch.js';

const forced = (minute: number, more = {}) =>
  event({ activity: 'door-forced', actor: null, observedAt: minutes(minute), ...more });
const inWords = (asset: Asset): string[] =>
  asset.incidents.map(({ revision, status, detections, withdrawn }) =>
    [`${revision} ${status} ${detections}`, ...(withdrawn ? ['withdrawn'] : [])].join(' '),
  );
const idOf = (asset: Asset): string => asset.incidents.at(-1)?.incidentId ?? '';

describe('an incident', () => {
  it('opens with a detection and grows by those that follow', () => {
    const asset = new Asset([forced(0), ...series(5, 10)]);
    expect(inWords(asset)).toEqual(['0 open 1', '1 open 2']);
    expect(asset.currentIncidents).toMatchObject([
      { rules: ['brute-force', 'forced-entry'], severity: 'high', openedAt: minutes(0), updatedAt: minutes(14) },
    ]);
  });

  it('closes when it was quiet for half an hour, once', () => {
    const asset = new Asset([forced(0)]).passTime(minutes(29));
    expect(inWords(asset)).toEqual(['0 open 1']);
    expect(inWords(asset.passTime(minutes(30)).passTime(minutes(31)))).toEqual(['0 open 1', '1 closed 1']);
  });

  it('is another after more than that', () => {
    const asset = new Asset([forced(0), forced(31)]);
    expect(asset.currentIncidents).toMatchObject([{ detections: 1 }, { detections: 1 }]);
  });

  it('is acknowledged and resolved by people, who are named', () => {
    const asset = new Asset([forced(0)]);
    asset.decide({ incidentId: idOf(asset), action: 'acknowledge', by: 'key-7', note: 'On my way' });
    expect(asset.currentIncidents).toMatchObject([
      { status: 'acknowledged', handledBy: 'key-7', note: 'On my way', revision: 1 },
    ]);
    asset.decide({ incidentId: idOf(asset), action: 'resolve', by: 'key-7', note: 'A cleaner' });
    expect(asset.passTime(minutes(600)).currentIncidents).toMatchObject([{ status: 'resolved', revision: 2 }]);
  });

  it('that a person has reopened stays open until a person ends it', () => {
    const asset = new Asset([forced(0)]).passTime(minutes(40));
    asset.decide({ incidentId: idOf(asset), action: 'reopen' }).passTime(minutes(600));
    expect(inWords(asset)).toEqual(['0 open 1', '1 closed 1', '2 open 1']);
  });

  it('does not take up what happens after it was resolved', () => {
    const asset = new Asset([forced(0)]);
    asset.decide({ incidentId: idOf(asset), action: 'resolve', at: minutes(1) }).take(forced(2));
    expect(asset.currentIncidents.map(({ status }) => status).sort()).toEqual(['open', 'resolved']);
  });

  it('keeps its decision when an earlier detection turns up and gives it another name', () => {
    const asset = new Asset([forced(10)]);
    const former = idOf(asset);
    asset.decide({ incidentId: former, action: 'acknowledge' }).take(forced(5));
    expect(asset.currentIncidents).toMatchObject([{ status: 'acknowledged', detections: 2, openedAt: minutes(5) }]);
    expect(asset.incidents.find(({ incidentId, withdrawn }) => withdrawn && incidentId === former)).toBeDefined();
    // and also when all of it is settled
    expect(
      asset
        .take(forced(300))
        .passTime(minutes(900))
        .currentIncidents.map(({ status }) => status),
    ).toEqual(expect.arrayContaining(['closed', 'closed']));
    expect(asset.watch.decisions.map(({ incidentId }) => incidentId)).not.toContain(former);
  });

  it('can be decided of long after its events are settled', () => {
    const asset = new Asset([forced(0)]);
    const first = idOf(asset);
    for (const at of [200, 400, 600]) asset.take(forced(at));
    asset.decide({ incidentId: first, action: 'resolve' });
    expect(asset.currentIncidents.find(({ incidentId }) => incidentId === first)?.status).toBe('resolved');
  });

  it('keeps what was decided where an earlier event becomes the first of its first detection', () => {
    const asset = new Asset(series(5, 10));
    asset.decide({ incidentId: idOf(asset), action: 'resolve', by: 'k1', note: 'a test of ours' });
    asset.take(event({ observedAt: minutes(9) }));
    expect(asset.currentIncidents).toMatchObject([{ status: 'resolved', handledBy: 'k1', note: 'a test of ours' }]);
    expect(asset.incidents.at(-1)?.incidentId).not.toBe(asset.incidents.at(0)?.incidentId);
  });

  it('goes on while detections follow, though the first of them are settled', () => {
    const asset = new Asset(Array.from({ length: 20 }, (_, i) => forced(i * 20)));
    expect(asset.currentIncidents).toMatchObject([{ detections: 20, openedAt: minutes(0), updatedAt: minutes(380) }]);
  });

  it('that has closed is not opened again by a record that was taken earlier and overtaken on its way', () => {
    const asset = new Asset([forced(0)]).passTime(minutes(30));
    expect(asset.currentIncidents).toMatchObject([{ status: 'closed' }]);
    asset.now = minutes(10);
    asset.take(forced(-60));
    expect(asset.currentIncidents.map(({ status }) => status)).toEqual(['closed', 'closed']);
  });

  it('closes when nothing came for half an hour, once, unless a person has reopened it', () => {
    const asset = new Asset([forced(0)]);
    expect(nextClosing(asset.watch, policy)).toBe(minutes(30));
    asset.decide({ incidentId: idOf(asset), action: 'acknowledge' });
    expect(nextClosing(asset.watch, policy)).toBe(minutes(30));
    asset.decide({ incidentId: idOf(asset), action: 'reopen' });
    expect(nextClosing(asset.watch, policy)).toBeUndefined();
    const closed = new Asset([forced(0)]).passTime(minutes(30));
    expect([nextClosing(closed.watch, policy), closed.incidents.length]).toEqual([undefined, 2]);
  });

  it('is not raised by imports and backfills', () => {
    const asset = new Asset([forced(0, { isLive: false })]);
    expect(asset.currentDetections).toHaveLength(1);
    expect(asset.incidents).toEqual([]);
  });

  it('stays decidable for the latest of an asset only', () => {
    const asset = new Asset(Array.from({ length: 40 }, (_, i) => forced(i * 60)));
    expect(asset.watch.incidents).toHaveLength(policy.keepIncidents);
    expect(asset.watch.detections.length).toBeLessThan(4);
  });
});
