import { describe, expect, it } from '@jest/globals';
import { topics } from '@naru/contracts';
import { idOf } from './fact-id.js';

const bytes = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const uuid = '00112233-4455-6677-8899-aabbccddeeff';

describe('the id of a record', () => {
  it.each([
    [topics.parkingObservations, { recordId: bytes, assetId: 'bay-1' }, uuid],
    [topics.parkingRawObservations, { recordId: bytes }, uuid],
    [topics.parkingSessions, { sessionId: bytes, recordId: Buffer.alloc(16) }, uuid],
    [topics.parkingOccupancy, { zoneKind: 'district', zoneId: 'D1' }, 'district D1'],
    [topics.energyPeaks, { zoneKind: 'district', zoneId: 'D1', day: 20_779 }, 'district D1 20779'],
    [topics.hubLedger, { stage: 'parking' }, undefined],
    [topics.parkingOccupancy, {}, undefined],
  ])('is what its topic says that facts are: %#', (topic, value, id) => {
    expect(idOf(topic, value)).toBe(id);
  });
});
