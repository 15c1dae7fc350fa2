import { type TopicContract, topics } from '@naru/contracts';
import { service } from '@naru/streams';

const catalogue: readonly TopicContract[] = Object.values(topics);

/** Every topic that the catalogue marks for the warehouse goes into the table of its name. */
const warehoused = Object.fromEntries(catalogue.filter((topic) => topic.warehouse).map((topic) => [topic.name, topic]));

export const topology = service('analytics', {
  // what it set aside comes back over the last one
  reads: { ...warehoused, returns: topics.hubAnalyticsReturns },
  writes: {
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
    // over HTTP
    parkingRecomputes: topics.parkingRecomputes,
    energyRecomputes: topics.energyRecomputes,
    energyZoneRecomputes: topics.energyZoneRecomputes,
    securityRecomputes: topics.securityRecomputes,
  },
  views: {
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    setAsideDecisions: topics.hubSetAsideDecisions,
    positionCommands: topics.hubPositionCommands,
  },
});
