import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { EnergyReading } from '@naru/contracts';
import { PipelineUnderTest, inLines, scenariosIn } from '@naru/testing';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { placed } from './placed.js';
import { policy } from './series.js';

interface Line extends Partial<EnergyReading> {
  readonly record: string;
  readonly at: string;
  readonly meter: string;
}

const readingOf = ({ record, at, meter, ...more }: Line): EnergyReading =>
  placed({ record, observedAt: Date.parse(at), assetId: meter, device: `M-${meter}`, ...more });

/** NARU_RECORD_SCENARIOS=true writes what came out, for you to read and commit. */
const isRecording = process.env.NARU_RECORD_SCENARIOS === 'true';

describe('scenarios of energy', () => {
  it.each(scenariosIn(fileURLToPath(new URL('scenarios', import.meta.url))))('$name', ({ input, wanted, record }) => {
    const energy = new PipelineUnderTest(
      topology,
      createPipeline({ ...policy, timeZone: 'Europe/Berlin' }, { open: () => undefined }),
    );
    const emitted = input.flatMap((line) => {
      const reading = readingOf(line as unknown as Line);
      return energy.take('readings', reading.assetId ?? reading.device, reading);
    });
    const came = inLines(emitted, (output) => output !== 'zoneLoads');
    if (isRecording) record(came);
    else expect(came).toBe(wanted);
  });
});
