export { subscribe, type SubscribeOptions } from './subscribe.js';
export {
  subscribeInTransactions,
  type TransactionContext,
  type TransactionsOptions,
} from './subscribe-in-transactions.js';
export { subscribeFromPositions, type PositionsContext, type PositionsOptions } from './subscribe-from-positions.js';
export type {
  GroupOptions,
  Handler,
  HandlingContext,
  Retry,
  StoredPosition,
  Subscription,
  SubscriptionOptions,
  UndecodableDecision,
} from './options.js';
export type { Received, ReceivedFrom, RecordPosition, Topics } from './received.js';
export type { OutgoingRecord } from './outbox.js';
export {
  type DecodedBatch,
  type DecoderOptions,
  type RawRecord,
  RecordDecoder,
  type Undecodable,
  type UndecodableReason,
  isUndecodable,
} from './decoder.js';
export { UndecodableRecordError } from './errors.js';
export { type Mark, ProgressClock } from './progress.js';
