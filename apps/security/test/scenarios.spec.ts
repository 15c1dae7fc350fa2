import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { SecurityEvent, SecurityIncidentCommand } from '@naru/contracts';
import { bytesOfId, factId } from '@naru/facts';
import { PipelineUnderTest, bytesOfName, inLines, scenariosIn } from '@naru/testing';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { policy } from './assets.js';
import { placed } from './placed.js';

interface EventLine extends Partial<SecurityEvent> {
  readonly record: string;
  readonly at: string;
  readonly asset: string;
  /** When the hub took it, where that isn't at once. */
  readonly received?: string;
}

/** A person decides of the incident that a record's detection opened. */
interface DecisionLine {
  readonly decide: SecurityIncidentCommand['action'];
  readonly by: string;
  readonly note: string;
  readonly at: string;
  readonly asset: string;
  readonly rule: string;
  readonly openedBy: string;
}

const eventOf = ({ record, at, asset, received = at, ...more }: EventLine): SecurityEvent =>
  placed({ record, observedAt: Date.parse(at), receivedAt: Date.parse(received), assetId: asset, ...more });

function commandOf({ decide, by, note, at, asset, rule, openedBy }: DecisionLine): SecurityIncidentCommand {
  const detection = factId('detection', rule, asset, bytesOfName(openedBy).toString('hex'));
  const incidentId = bytesOfId(factId('incident', asset, detection));
  return { incidentId, assetId: asset, action: decide, by, note, at: Date.parse(at) };
}

/** NARU_RECORD_SCENARIOS=true writes what came out, for you to read and commit. */
const isRecording = process.env.NARU_RECORD_SCENARIOS === 'true';

describe('scenarios of security', () => {
  it.each(scenariosIn(fileURLToPath(new URL('scenarios', import.meta.url))))('$name', ({ input, wanted, record }) => {
    const security = new PipelineUnderTest(topology, createPipeline(policy, { open: () => undefined }));
    const emitted = input.flatMap((line) => {
      if ('decide' in line) {
        const command = commandOf(line as unknown as DecisionLine);
        return [...security.passTime(command.at), ...security.take('incidentCommands', command.assetId, command)];
      }
      const event = eventOf(line as unknown as EventLine);
      return [...security.passTime(event.receivedAt), ...security.take('events', event.assetId ?? event.device, event)];
    });
    const came = inLines(emitted, () => true);
    if (isRecording) record(came);
    else expect(came).toBe(wanted);
  });
});
