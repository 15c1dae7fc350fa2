import { type HubReturnedRecord, type TopicContract, topics } from '@naru/contracts';
import type { KafkaClient } from '@naru/kafka';
import { flows, isReturns } from '@naru/ledger';
import type { DecoderOptions } from '@naru/subscriber';
import type { SetAside } from '../../domain/where/found.js';
import { type Back, type WayBack, letterOf } from '../../domain/where/way-back.js';
import type { StagePosition } from '../stage-positions.js';
import type { Decisions } from './decisions.js';
import { holding } from './sieves.js';
import { TailSearch } from './tail-search.js';

export interface WaysBackOptions extends DecoderOptions {
  readonly client: KafkaClient;
  readonly decisions: Pick<Decisions, 'get'>;
}

export interface Ask {
  /** How far stages were before anything was looked for; undefined where Kafka does not say. */
  readonly positions: readonly StagePosition[] | undefined;
  /** Whether all was looked at that stages may have written since. */
  readonly isWhole: boolean;
  readonly signal: AbortSignal;
}

/** What was commanded back, by its name for commands. */
export type Coming = ReadonlyMap<string, Back>;

const catalogue: readonly TopicContract[] = Object.values(topics);

/** Over which topic records come back to a stage, by its name. */
const returnsTo: ReadonlyMap<string, TopicContract> = new Map(
  flows.flatMap(({ topic, to }) =>
    isReturns(topic) ? catalogue.filter(({ name }) => name === topic).map((contract) => [to, contract] as const) : [],
  ),
);

/** Follows what was set aside on its way back to the stage that set it aside. */
export class WaysBack {
  readonly #tail: TailSearch<string>;

  constructor(private readonly options: WaysBackOptions) {
    this.#tail = new TailSearch(options.client, {
      ...options,
      topics: [...returnsTo.values()],
      read: ({ value }) => (value as HubReturnedRecord).letter,
    });
  }

  /**
   * Whatever of this was commanded back. What a stage has not taken again is exactly what lies behind its position in its
   * returns.
   */
  async coming(setAside: readonly SetAside[], { positions, isWhole, signal }: Ask): Promise<Coming> {
    const commanded = setAside.flatMap(({ stage, ...aside }) => {
      const letter = letterOf(aside);
      const decision = this.options.decisions.get(letter);
      return decision === undefined ? [] : [{ stage, letter, decision }];
    });
    const inFlight = await this.#inFlight(commanded, positions, signal);
    const passed = inFlight.isComplete && isWhole ? 'taken' : 'unknown';
    return new Map(
      commanded.map(({ letter, decision }) => {
        const passage = inFlight.letters.has(letter) ? 'in-flight' : passed;
        return [letter, { ...decision, passage }];
      }),
    );
  }

  async #inFlight(
    commanded: readonly { readonly stage: string; readonly letter: string }[],
    positions: readonly StagePosition[] | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly letters: ReadonlySet<string>; readonly isComplete: boolean }> {
    if (commanded.length === 0 || positions === undefined) return { letters: new Set(), isComplete: false };
    const stages = new Set(commanded.map(({ stage }) => stage));
    const { found, isComplete } = await this.#tail.search(
      positions.filter(({ stage, topic }) => returnsTo.get(stage)?.name === topic),
      {
        topics: [...stages].flatMap((stage) => returnsTo.get(stage) ?? []),
        sieve: holding(...commanded.map(({ letter }) => Buffer.from(letter))),
        signal,
      },
    );
    return { letters: new Set(found), isComplete };
  }
}

/** `firstOffset`: the first that Kafka still has of the partition; undefined where it doesn't say. */
export function wayBackOf(aside: SetAside, coming: Coming, firstOffset: number | undefined): WayBack {
  const back = coming.get(letterOf(aside));
  if (back !== undefined) return { state: back.decision, back };
  if (!aside.isKept || !returnsTo.has(aside.stage)) return { state: 'unreturnable', back: null };
  if (firstOffset === undefined) return { state: 'unknown', back: null };
  return { state: aside.place.offset < firstOffset ? 'expired' : 'waiting', back: null };
}
