import type { Card } from './cards/card.js';
import type { HubUnderChaos } from './hub-under-chaos.js';

const longestRoundMs = 90_000;

/** A round as it went, with its span (ms since 1970). */
export interface Round {
  readonly card: Card;
  readonly from: number;
  readonly until: number;
  readonly recovered: boolean;
}

/** Plays a card and waits until nothing of it is left. */
export async function play(card: Card, hub: HubUnderChaos, signal: AbortSignal): Promise<Round> {
  const from = Date.now();
  const patience = AbortSignal.any([signal, AbortSignal.timeout(card.patienceMs ?? longestRoundMs)]);
  try {
    await card.play(hub);
  } catch (error) {
    signal.throwIfAborted();
    hub.say(`the fault could not be played to its end: ${String(error)}`);
    return { card, from, until: Date.now(), recovered: false };
  }
  const recovered = await hub.recovered(patience);
  return { card, from, until: Date.now(), recovered };
}
