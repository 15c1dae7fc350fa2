import { describe, expect, it } from '@jest/globals';
import { topics } from './generated/topics.js';
import { topicSettings } from './topic-settings.js';

describe('settings of a topic', () => {
  it('keep records as long as the catalogue says', () => {
    expect(topicSettings(topics.parkingRawObservations)).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': String(7 * 86_400_000),
    });
    expect(topicSettings(topics.parkingRawObservationsHistory)['retention.ms']).toBe('-1');
  });

  it('compact without deleting by age', () => {
    const settings = topicSettings(topics.parkingOccupancy);
    expect(settings['cleanup.policy']).toBe('compact');
    expect(settings['retention.ms']).toBeUndefined();
    expect(settings['segment.bytes']).toBe('52428800');
  });
});
