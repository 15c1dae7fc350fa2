import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { ParkingObservation } from '@naru/contracts';
import { PipelineUnderTest, bytesOfName, inLines, scenariosIn } from '@naru/testing';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';

/** A line of a story: what isn't said is as in most records. */
function observationOf(line: Readonly<Record<string, unknown>>): ParkingObservation {
  const { record, at, bay, device, ...more } = line as Record<string, string>;
  return {
    recordId: bytesOfName(record ?? ''),
    contentHash: bytesOfName(''),
    source: 'bays',
    receivedAt: Date.parse(at ?? ''),
    observedAt: Date.parse(at ?? ''),
    device: device ?? `S-${bay ?? ''}`,
    point: null,
    quality: 'good',
    lane: 'live',
    state: 'free',
    revision: 0,
    cause: null,
    assetId: bay ?? null,
    placeReason: null,
    placePoint: null,
    zones: { district: 'jongno' },
    h3: null,
    building: null,
    storey: null,
    masterDataAt: null,
    ...more,
  };
}

/** NARU_RECORD_SCENARIOS=true writes what came out, for you to read and commit. */
const isRecording = process.env.NARU_RECORD_SCENARIOS === 'true';

describe('scenarios of parking', () => {
  it.each(scenariosIn(fileURLToPath(new URL('scenarios', import.meta.url))))('$name', ({ input, wanted, record }) => {
    const parking = new PipelineUnderTest(
      topology,
      createPipeline({ keepSeconds: 900, keepAtLeast: 4, keepAtMost: 256 }),
    );
    const emitted = input.flatMap((line) => {
      const observation = observationOf(line);
      return parking.take('observations', observation.assetId ?? observation.device, observation);
    });
    const came = inLines(emitted, (output) => output !== 'zoneChanges');
    if (isRecording) record(came);
    else expect(came).toBe(wanted);
  });
});
