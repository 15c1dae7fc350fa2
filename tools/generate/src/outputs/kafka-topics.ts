import { stringify } from 'yaml';
import { topicSettings } from '@naru/contracts';
import type { Contract, TopicModel } from '../contract.js';
import { generatedFrom } from '../text.js';

/** The topic as Strimzi's topic operator takes it. Replication is what a city runs with, not a development machine. */
function kafkaTopic(topic: TopicModel): object {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: {
      name: topic.name,
      labels: {
        'strimzi.io/cluster': 'naru',
        'app.kubernetes.io/part-of': 'naru',
        'naru/context': topic.context,
        'naru/owner': topic.owner,
      },
      annotations: { 'naru/meaning': topic.meaning },
    },
    spec: {
      topicName: topic.name,
      partitions: topic.partitions,
      replicas: 3,
      config: { ...topicSettings(topic), 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' },
    },
  };
}

/** One resource a topic, by path from the repository's root. */
export const kafkaTopics = (contract: Contract): Map<string, string> =>
  new Map(
    contract.topics.map((topic) => [
      `k8s/topics/${topic.name}.yaml`,
      `# ${generatedFrom(`schemas/${topic.context}/topics.yaml`)}\n${stringify(kafkaTopic(topic), { lineWidth: 0 })}`,
    ]),
  );
