/** The broker's settings apart from addresses and folders. compose.yaml gives a container the same (a test compares). */
export const brokerSettings = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'PLAINTEXT',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  // a topic is made from the catalogue or not at all
  'auto.create.topics.enable': 'false',
  'num.partitions': '2',
  'default.replication.factor': '1',
  'min.insync.replicas': '1',
  'unclean.leader.election.enable': 'false',
  // one broker: its own topics can't have copies, and few partitions start faster
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  // an open transaction holds back every reader of its partitions: end those of the dead within a second (10 by default)
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '1000',
  'group.initial.rebalance.delay.ms': '0',
  // a position that was forgotten is an alarm: keep those of a group that is away for as long as anybody may be (10 years)
  'offsets.retention.minutes': '5256000',
  'message.max.bytes': '4194304',
  'replica.fetch.max.bytes': '4194304',
  'num.network.threads': '2',
  'num.io.threads': '4',
  // the cleaner's default of 128 MiB is a quarter of the heap that development gives the broker
  'log.cleaner.dedupe.buffer.size': '16777216',
} as const;

const everyCopy = '3';
const enoughCopies = '2';

/** What several brokers have otherwise: each record stands on three, and is taken once two have it. */
export const replicatedSettings = {
  'default.replication.factor': everyCopy,
  'min.insync.replicas': enoughCopies,
  'offsets.topic.replication.factor': everyCopy,
  'transaction.state.log.replication.factor': everyCopy,
  'transaction.state.log.min.isr': enoughCopies,
  'share.coordinator.state.topic.replication.factor': everyCopy,
  'share.coordinator.state.topic.min.isr': enoughCopies,
} as const;
