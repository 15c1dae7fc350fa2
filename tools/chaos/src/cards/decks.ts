import type { Decks } from '../deck.js';
import type { Card } from './card.js';
import { networkFaults } from './network-cards.js';
import { positionLost } from './retention-card.js';
import { serviceFaults, servicePauses } from './service-cards.js';
import { brokerReplaced, fullDisk, mostBrokersKilled, partsAway } from './stack-cards.js';

export interface CityShape {
  readonly brokers: 1 | 3;
  /** Parts that have a disk that can be filled. */
  readonly disks: readonly string[];
}

/** The cards that can be played in such a city. */
export function decksFor({ brokers, disks }: CityShape): Decks<Card> {
  const isOne = brokers === 1;
  return {
    pauses: servicePauses,
    others: [
      ...serviceFaults,
      ...partsAway(isOne ? ['broker'] : ['broker-1', 'broker-2', 'broker-3']),
      ...networkFaults,
      ...disks.map(fullDisk),
      ...(isOne ? [positionLost] : []),
    ],
    first: isOne ? [] : [brokerReplaced, mostBrokersKilled],
  };
}
