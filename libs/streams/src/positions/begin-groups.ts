import { type PhysicalNames, type TopicContract, taskInputs } from '@naru/contracts';
import type { Admin, Position } from '@naru/kafka';

export interface GroupsOptions {
  readonly admin: Pick<Admin, 'begin' | 'committed' | 'listOffsets'>;
  readonly names: PhysicalNames;
}

/** A partition that the tasks of a service read; the topic by its name on the broker. */
export interface TaskInput {
  readonly service: string;
  readonly topic: string;
  readonly partition: number;
}

export interface BegunGroups {
  /** Where services begin at 0 from now on. */
  readonly begun: readonly TaskInput[];
  /** Where services have no position and the topic holds records: somebody has to say where they begin. */
  readonly undecided: readonly TaskInput[];
}

/**
 * Says for every service whose tasks read these topics that it begins at 0, wherever that is no guess: in topics that were
 * created just now, and in partitions that never held a record. A position that is committed is never touched.
 */
export async function beginGroups(
  { admin, names }: GroupsOptions,
  topics: readonly TopicContract[],
  created: readonly string[] = [],
): Promise<BegunGroups> {
  const ends = await admin.listOffsets(
    topics.map((topic) => names.topic(topic)),
    'latest',
    'read_uncommitted',
  );
  const groups = await Promise.all(
    Object.entries(taskInputs).map(async ([service, inputs]): Promise<BegunGroups> => {
      const read = new Set(inputs.map((input) => names.topic(input)));
      const positions = ends.filter(({ topic }) => read.has(topic));
      const isNew = ({ topic, offset }: Position) => offset === 0 || created.includes(topic);
      const first = positions.filter(isNew).map((position) => ({ ...position, offset: 0 }));
      const begun = await admin.begin(names.group(service), first);
      const old = positions.filter((position) => !isNew(position));
      const oldTopics = [...new Set(old.map(({ topic }) => topic))];
      const committed = await admin.committed(names.group(service), oldTopics);
      const known = new Set(committed.map(placeOf));
      const of = ({ topic, partition }: Position): TaskInput => ({ service, topic, partition });
      return { begun: begun.map(of), undecided: old.filter((one) => !known.has(placeOf(one))).map(of) };
    }),
  );
  return {
    begun: groups.flatMap(({ begun }) => begun),
    undecided: groups.flatMap(({ undecided }) => undecided),
  };
}

/** Somebody's word on where a service begins in a topic that holds records. Answers where it had no position before. */
export async function beginGroupAt(
  { admin, names }: GroupsOptions,
  { service, topic, at }: { readonly service: string; readonly topic: string; readonly at: 'earliest' | 'latest' },
): Promise<TaskInput[]> {
  if (!taskInputs[service]?.includes(topic)) throw new RangeError(`No task of ${service} reads ${topic}`);
  const begun = await admin.begin(names.group(service), await admin.listOffsets([names.topic(topic)], at));
  return begun.map((position) => ({ service, topic: position.topic, partition: position.partition }));
}

const placeOf = ({ topic, partition }: Position): string => `${topic}/${partition}`;
