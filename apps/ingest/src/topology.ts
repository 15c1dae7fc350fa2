import { type HubReturnedRecord, type TopicContract, kinds, topics } from '@naru/contracts';
import { service, store } from '@naru/streams';
import { groupFromWire, groupToWire } from './adapters/set-aside-group.to-wire.js';

const raw = Object.fromEntries(
  kinds.flatMap(({ domain, kind, raw, rawHistory }) => [
    [`${domain}/${kind}`, raw],
    [`${domain}/${kind} history`, rawHistory],
  ]),
);

/** Where records go back to the stage that set them aside, by its name. */
export const returnsTo: Readonly<Record<string, TopicContract<HubReturnedRecord>>> = {
  ingest: topics.hubIngestReturns,
  enrichment: topics.hubEnrichmentReturns,
  parking: topics.hubParkingReturns,
  energy: topics.hubEnergyReturns,
  security: topics.hubSecurityReturns,
  analytics: topics.hubAnalyticsReturns,
};
const returns = Object.fromEntries(Object.entries(returnsTo).map(([stage, topic]) => [`returns to ${stage}`, topic]));

/**
 * Records come over HTTP, and every kind has two raw topics, one a lane. What was set aside is decided by tasks, and so is
 * what comes back to ingest itself: it is judged again.
 */
export const topology = service('ingest', {
  reads: {
    deadLetters: topics.hubDeadLetters,
    quarantine: topics.hubQuarantine,
    returnCommands: topics.hubReturnCommands,
    returns: topics.hubIngestReturns,
  },
  writes: {
    ...raw,
    ...returns,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
    quarantine: topics.hubQuarantine,
    // over HTTP, not by tasks
    returnCommands: topics.hubReturnCommands,
    sources: topics.hubSources,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    positionCommands: topics.hubPositionCommands,
  },
  stores: {
    decisions: store({ changelog: topics.hubSetAsideDecisions }),
    groups: store({ changelog: topics.hubSetAsideGroups, toWire: groupToWire, fromWire: groupFromWire }),
  },
  views: {
    sources: topics.hubSources,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    decisions: topics.hubSetAsideDecisions,
    groups: topics.hubSetAsideGroups,
    positionCommands: topics.hubPositionCommands,
  },
});

export type Ingest = typeof topology;

type Output = keyof Ingest['writes'];
// the raw topics and the returns are named by what they carry, which the type of the topology doesn't know
const outputs = new Map(Object.entries(topology.writes).map(([name, { name: topic }]) => [topic, name as Output]));

/** What the topology calls a topic that it writes. */
export function outputTo({ name }: TopicContract): Output {
  const output = outputs.get(name);
  if (output === undefined) throw new Error(`Ingest doesn't write ${name}`);
  return output;
}
