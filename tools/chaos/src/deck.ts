import type { Random } from '@naru/simulator';

/** Every item once, in an order of the seed's. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const deck = [...items];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [deck[i], deck[j]] = [deck[j] as T, deck[i] as T];
  }
  return deck;
}

export interface Decks<T> {
  /** Pauses of a service in mid-transaction: what zombies are made of. */
  readonly pauses: readonly T[];
  readonly others: readonly T[];
  /** Of the others, those that come first: what a run is about. */
  readonly first?: readonly T[];
}

const mostWithoutPause = 2;

/** The cards of so many rounds, in order: any three rounds hold a pause. A deck that is used up is shuffled again. */
export function deal<T>({ pauses, others, first = [] }: Decks<T>, rounds: number, random: Random): T[] {
  const dealt: T[] = [];
  const paused = new Set(pauses);
  let [pauseDeck, otherDeck] = [shuffled(pauses, random), [...shuffled(first, random), ...shuffled(others, random)]];
  if (pauses.length + others.length + first.length === 0) throw new RangeError('There is no card to deal.');
  while (dealt.length < rounds) {
    const isDue = dealt.length >= mostWithoutPause && !dealt.slice(-mostWithoutPause).some((card) => paused.has(card));
    if (pauseDeck.length === 0) pauseDeck = shuffled(pauses, random);
    if (otherDeck.length === 0) otherDeck = shuffled([...first, ...others], random);
    const isDrawn = isDue || random.next() < pauseDeck.length / (pauseDeck.length + otherDeck.length);
    const isPause = pauseDeck.length > 0 && (isDrawn || otherDeck.length === 0);
    const card = (isPause ? pauseDeck : otherDeck).shift();
    if (card !== undefined) dealt.push(card);
  }
  return dealt;
}
