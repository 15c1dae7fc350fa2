import type { PhysicalNames } from '@naru/contracts';
import type { KafkaClient, Position } from '@naru/kafka';
import { flows } from '@naru/ledger';

/** How far a stage is in a partition of a topic (name in the catalogue): its next offset. */
export interface StagePosition extends Position {
  readonly stage: string;
}

interface Hub {
  readonly client: KafkaClient;
  readonly names: PhysicalNames;
}

const catalogueNames: ReadonlySet<string> = new Set(flows.map(({ topic }) => topic));

/** What the groups of all stages have committed of the topics that they take records from, as far as these exist. */
export async function positionsOfStages({ client, names }: Hub): Promise<readonly StagePosition[]> {
  const existing = new Set(await client.admin.listTopics());
  const stages = [...new Set(flows.map(({ to }) => to))];
  const positions = await Promise.all(
    stages.map(async (stage) => {
      const read = [...catalogueNames].filter(
        (topic) => existing.has(names.topic(topic)) && flows.some((flow) => flow.to === stage && flow.topic === topic),
      );
      const byPhysical = new Map(read.map((topic) => [names.topic(topic), topic]));
      if (read.length === 0) return [];
      const committed = await client.admin.committed(names.group(stage), [...byPhysical.keys()]);
      return committed.map(({ topic, partition, offset }) => ({
        stage,
        topic: byPhysical.get(topic) ?? topic,
        partition,
        offset,
      }));
    }),
  );
  return positions.flat();
}
