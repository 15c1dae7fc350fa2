import type { PlacedSchemas } from '@naru/avro';
import { type Kind, kinds, topics } from '@naru/contracts';
import { idOfBytes, textOfId } from '@naru/facts';
import type { RecordView } from '@naru/kafka';
import {
  type BatchInput,
  type Pipeline,
  type Returns,
  type Task,
  deadLettered,
  deduplicated,
  delivered,
} from '@naru/streams';
import { duplicateToWire } from './adapters/duplicate.to-wire.js';
import { placeToWire, placedToWire } from './adapters/place.to-wire.js';
import { RawRecord } from './adapters/raw-record.js';
import { rawTopics } from './adapters/raw-topics.js';
import type { DeviceNames } from './domain/device-table.js';
import type { MasterData } from './domain/master-data.js';
import { type Placement, placementOf, stillHolds } from './domain/placement.js';
import type { TaskMemory } from './domain/task-memory.js';
import type { Enrichment } from './topology.js';

export interface EnrichmentParts {
  readonly masterData: MasterData;
  /** Pairs of raw and placed schemas of a kind of record. */
  readonly schemasOf: (kind: Kind) => PlacedSchemas;
  /** Told which memory a task has, for its metrics. */
  readonly watch: (task: number, memory: TaskMemory) => void;
  readonly returns: Returns;
}

export const createPipeline = (parts: EnrichmentParts): Pipeline<Enrichment> => {
  const parkingObservations = createInputs(parts, 'parkingObservations');
  const parkingCounts = createInputs(parts, 'parkingCounts');
  const energyReadings = createInputs(parts, 'energyReadings');
  const securityEvents = createInputs(parts, 'securityEvents');
  const mobilityEvents = createInputs(parts, 'mobilityEvents');
  const environmentObservations = createInputs(parts, 'environmentObservations');
  return {
    rawParkingObservations: parkingObservations.live,
    rawParkingObservationsHistory: parkingObservations.history,
    rawParkingCounts: parkingCounts.live,
    rawParkingCountsHistory: parkingCounts.history,
    rawEnergyReadings: energyReadings.live,
    rawEnergyReadingsHistory: energyReadings.history,
    rawSecurityEvents: securityEvents.live,
    rawSecurityEventsHistory: securityEvents.history,
    rawMobilityEvents: mobilityEvents.live,
    rawMobilityEventsHistory: mobilityEvents.history,
    rawEnvironmentObservations: environmentObservations.live,
    rawEnvironmentObservationsHistory: environmentObservations.history,
    returns: parts.returns,
  };
};

type PlacedOutput = Exclude<keyof Enrichment['writes'], 'duplicates' | 'deadLetters' | 'ledger' | 'assets' | 'zones'>;

/** The two inputs of one kind of record. */
function createInputs({ masterData, schemasOf, watch }: EnrichmentParts, output: PlacedOutput) {
  const kind = kindOf(output);
  const name = `${kind.domain}/${kind.kind}`;
  const schemas = schemasOf(kind);
  const raw = new RawRecord(schemas);
  const { front } = raw;

  const placementIn = (names: DeviceNames): Placement => {
    const ownPoint = front.hasPoint ? { longitude: front.longitude, latitude: front.latitude } : null;
    return placementOf(masterData, names, ownPoint, front.observedAt);
  };

  const createInput = (lane: 'live' | 'history'): BatchInput<Enrichment> => {
    const topic = lane === 'live' ? kind.raw.name : kind.rawHistory.name;
    const number = rawTopics.indexOf(topic);
    const isKnown = (memory: TaskMemory, device: number, { buffer, offset }: RecordView): boolean =>
      memory.take(device, buffer, front, { kind: name, lane, topic: number, offset });

    function placeRecord(record: RecordView, partition: number, task: Task<Enrichment>): void {
      const refusal = raw.read(record);
      if (refusal !== undefined) {
        task.book(record, deadLettered(refusal.reason, refusal.detail));
        return;
      }
      const memory = task.store('memory');
      const { buffer, offset, timestamp } = record;
      const devices = memory.devicesOf(name);
      const device = devices.deviceOf(buffer, front);
      if (isKnown(memory, device, record)) {
        const copy = { topic, partition, offset };
        const { firstTopic, firstOffset } = memory.seen;
        const first = { topic: rawTopics[firstTopic] ?? topic, partition, offset: firstOffset };
        const duplicate = duplicateToWire(buffer, front, { kind: name, copy, first });
        task.emit('duplicates', textOfId(idOfBytes(duplicate.recordId)), duplicate);
        task.book(record, deduplicated, devices.sourceOf(device), front.receivedAt);
        return;
      }
      if (!stillHolds(devices.placementOf(device), masterData, front, front.observedAt)) {
        const names = devices.namesOf(device);
        devices.place(device, placedToWire(placementIn(names), names.device, kind.placed.partitions));
      }
      const { revision } = memory.seen;
      const fields =
        revision === 0 ? devices.fieldsOf(device) : placeToWire(placementIn(devices.namesOf(device)).place, revision);
      task.emitBytes(output, devices.partitionOf(device), devices.keyOf(device), raw.placed(record, fields), timestamp);
      task.book(record, delivered, devices.sourceOf(device), front.receivedAt);
    }

    return {
      schemas,
      visit: (batch, task) => {
        watch(task.number, task.store('memory'));
        batch.forEach((record) => {
          placeRecord(record, batch.partition, task);
        });
      },
    };
  };

  return { live: createInput('live'), history: createInput('history') };
}

function kindOf(output: PlacedOutput): Kind {
  const kind = kinds.find(({ placed }) => placed === topics[output]);
  if (kind === undefined) throw new Error(`The catalogue has no kind of record for ${topics[output].name}`);
  return kind;
}
