import { type TopicContract, kinds, topics } from '@naru/contracts';

/** The way of records over a topic, from the stage that writes it to one that reads it. Topics by catalogue name. */
export interface Flow {
  readonly topic: string;
  /** The writing stage; undefined where every stage may write. */
  readonly from: string | undefined;
  readonly to: string;
  /**
   * Topics whose records the writer passes on into this one, each with its source: what it delivered of them is held
   * against what the reader took, by source and minute. Undefined where the writer makes the records itself: then what
   * it produced is held against what was taken, by the minute of their Kafka timestamps.
   */
  readonly carries: readonly string[] | undefined;
}

/**
 * Written over HTTP beside the tasks, which book nothing of it: its readers' ranges are proved, but nobody says how many
 * records there ought to be. The ledger itself is not in the books, or they would never close.
 */
const unbooked: readonly TopicContract[] = [
  topics.hubLedger,
  topics.securityIncidentCommands,
  topics.parkingRecomputes,
  topics.energyRecomputes,
  topics.energyZoneRecomputes,
  topics.securityRecomputes,
];

/**
 * A reader that is the topic's owner reads its own step to another key; where others read too, it only serves a view of
 * it. Of a topic that all stages write, its owner is one reader of others' records.
 */
const isTaskInput = ({ owner, readers, shared }: TopicContract, reader: string): boolean =>
  reader !== owner || readers.length === 1 || shared;

/** What a topic's writer passes on into it. */
function carriedBy(topic: TopicContract): readonly string[] | undefined {
  const kind = kinds.find(({ raw, rawHistory, placed }) => [raw, rawHistory, placed].includes(topic as never));
  if (kind === undefined) return undefined;
  return kind.placed.name === topic.name ? [kind.raw.name, kind.rawHistory.name] : [topic.name];
}

/** Every way between two stages that balances. Compacted topics don't: cleaning takes records away, only ranges count. */
export function flowsOf(catalogue: readonly TopicContract[]): readonly Flow[] {
  return catalogue
    .filter((topic) => topic.cleanup === 'delete' && !unbooked.includes(topic))
    .flatMap((topic) =>
      topic.readers
        .filter((reader) => isTaskInput(topic, reader))
        .map((to) => ({
          topic: topic.name,
          from: topic.shared ? undefined : topic.owner,
          to,
          carries: carriedBy(topic),
        })),
    );
}

/** The ways between the stages of this hub. */
export const flows: readonly Flow[] = flowsOf(Object.values(topics));
