export { KafkaDeserializer } from './kafka-deserializer.js';
export { SubscriberModule, type SubscriberModuleOptions } from './subscriber.module.js';
export { SubscriberStrategy } from './strategy.js';
