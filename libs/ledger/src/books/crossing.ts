import type { Flow } from './flows.js';
import type { MinuteBook } from './minute-book.js';

/** Records of one source and minute on their way between two stages. */
export interface Crossing {
  readonly flow: Flow;
  /** Start of the minute (ms since 1970); null for all minutes before the horizon. */
  readonly minute: number | null;
  /** Empty where the writer makes the records itself. */
  readonly source: string;
  /** What the writer says that it delivered, and the reader that it took. */
  readonly delivered: number;
  readonly taken: number;
  /** Entries that had been read when either of them last moved. */
  readonly deliveredAt: number;
  readonly takenAt: number;
}

/** What the difference of a crossing is. At most one of the numbers is above 0. */
export interface Verdict {
  /** Delivered, and the reader hasn't come so far yet, as far as anybody can say. */
  readonly inFlight: number;
  /** Delivered, and not taken by a reader that is beyond it. */
  readonly missing: number;
  /** Taken more often than they were delivered. */
  readonly takenTwice: number;
  /** Whether what is yet to be read can change it. */
  readonly isOpen: boolean;
}

/** Every crossing of a flow in a minute, even ones too. */
export function crossingsOf(flow: Flow, minute: number, book: MinuteBook): readonly Crossing[] {
  const { topic, from, to, carries } = flow;
  if (carries === undefined || from === undefined) {
    const crossing = derivedCrossing(flow, minute, book);
    return crossing.delivered === 0 && crossing.taken === 0 ? [] : [crossing];
  }
  const sources = new Set([topic, ...carries].flatMap((each) => [...book.sourcesOf(each)]));
  return [...sources].flatMap((source) => {
    const written = carries.flatMap((each) => book.find(each, source, from) ?? []);
    const read = book.find(topic, source, to);
    const delivered = written.reduce((sum, each) => sum + each.delivered, 0);
    const taken = read?.metFirst ?? 0;
    if (delivered === 0 && taken === 0) return [];
    const deliveredAt = Math.max(0, ...written.map(({ movedAt }) => movedAt));
    return [{ flow, minute, source, delivered, taken, deliveredAt, takenAt: read?.movedAt ?? 0 }];
  });
}

/** The hub's own records have no source; how their reader names it is not asked. */
function derivedCrossing(flow: Flow, minute: number, book: MinuteBook): Crossing {
  let [delivered, deliveredAt, taken, takenAt] = [0, 0, 0, 0];
  for (const source of book.sourcesOf(flow.topic))
    for (const [stage, fates] of book.stagesOf(flow.topic, source)) {
      if (fates.produced > 0 && (flow.from ?? stage) === stage) {
        delivered += fates.produced;
        deliveredAt = Math.max(deliveredAt, fates.movedAt);
      }
      if (stage === flow.to && fates.met > 0) {
        taken += fates.metFirst;
        takenAt = Math.max(takenAt, fates.movedAt);
      }
    }
  return { flow, minute, source: '', delivered, taken, deliveredAt, takenAt };
}

/** As of how many entries the books are settled. */
export interface Settled {
  /** The reader is beyond all that these entries delivered. */
  readonly flowAt: number;
  /** Whatever was committed before these entries has been read. */
  readonly ledgerAt: number;
}

/** What the difference is, as long as nobody knows of offsets that were lost. */
export function judge({ delivered, taken, deliveredAt, takenAt }: Crossing, settled: Settled): Verdict {
  const difference = delivered - taken;
  const isOpen = difference > 0 ? deliveredAt > settled.flowAt : difference < 0 ? takenAt > settled.ledgerAt : false;
  return {
    inFlight: isOpen ? Math.max(0, difference) : 0,
    missing: isOpen ? 0 : Math.max(0, difference),
    takenTwice: isOpen ? 0 : Math.max(0, -difference),
    isOpen,
  };
}
