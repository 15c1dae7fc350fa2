import { kinds, topics } from '@naru/contracts';
import { service } from '@naru/streams';

const raw = Object.fromEntries(
  kinds.flatMap(({ domain, kind, raw, rawHistory }) => [
    [`${domain}/${kind}`, raw],
    [`${domain}/${kind} history`, rawHistory],
  ]),
);

/** Ingest reads HTTP, not topics. Every kind of record has two raw topics, one a lane. */
export const topology = service('ingest', {
  reads: {},
  writes: {
    ...raw,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
    quarantine: topics.hubQuarantine,
    sources: topics.hubSources,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    positionCommands: topics.hubPositionCommands,
  },
  views: { sources: topics.hubSources, accessKeys: topics.hubAccessKeys, sourceKeys: topics.hubSourceKeys },
});
