import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { ParkingObservation } from '@naru/contracts';
import { PipelineUnderTest, inLines, scenariosIn } from '@naru/testing';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { placed } from './placed.js';

interface Line extends Partial<ParkingObservation> {
  readonly record: string;
  readonly at: string;
  readonly bay?: string;
}

const observationOf = ({ record, at, bay, ...more }: Line): ParkingObservation =>
  placed({ record, observedAt: Date.parse(at), assetId: bay ?? null, ...more });

/** NARU_RECORD_SCENARIOS=true writes what came out, for you to read and commit. */
const isRecording = process.env.NARU_RECORD_SCENARIOS === 'true';

describe('scenarios of parking', () => {
  it.each(scenariosIn(fileURLToPath(new URL('scenarios', import.meta.url))))('$name', ({ input, wanted, record }) => {
    const parking = new PipelineUnderTest(
      topology,
      createPipeline({ keepSeconds: 900, keepAtLeast: 4, keepAtMost: 256 }, { open: () => undefined }),
    );
    const emitted = input.flatMap((line) => {
      const observation = observationOf(line as unknown as Line);
      return parking.take('observations', observation.assetId ?? observation.device, observation);
    });
    const came = inLines(emitted, (output) => output !== 'zoneChanges');
    if (isRecording) record(came);
    else expect(came).toBe(wanted);
  });
});
