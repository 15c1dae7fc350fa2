export {
  FencedError,
  KafkaError,
  PermanentError,
  StaleGenerationError,
  TransientError,
  UnknownOutcomeError,
} from './errors.js';
export { PositionLostError, PositionMissingError, TopicRecreatedError } from './alarms.js';
export { KafkaClient } from './kafka-client.js';
export type { Away } from './cluster/cluster.js';
export type { KafkaClientOptions } from './cluster/options.js';
export type { KafkaMetrics } from './metrics.js';
export type { Position } from './position.js';
export { Admin, type Isolation, type PointInLog, type TopicDescription, type TopicSpec } from './admin.js';
export { Reader, type ReaderOptions } from './fetch/reader.js';
export { GroupConsumer, type AssignmentListener, type GroupConsumerOptions } from './group/group-consumer.js';
export type { Membership } from './group/committed-offsets.js';
export { type LogRecord, type LogTopic, LogWriter } from './producer/log-writer.js';
export { TransactionalProducer, type TransactionalProducerOptions } from './producer/transactional-producer.js';
export { type LoneRecord, batchOfOne } from './records/batch-of-one.js';
export type { FetchedBatch } from './records/fetched-batch.js';
export { RecordView } from './records/record-view.js';
export { BatchWriter, type Headers, type RecordRange } from './records/batch-writer.js';
export { partitionOf } from './records/murmur2.js';
