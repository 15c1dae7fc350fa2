// Where the hub is: the addresses of `npm start`, unless the environment says otherwise.
export const hub = {
  brokers: (process.env.NARU_KAFKA_BROKERS ?? '127.0.0.1:9092').split(','),
  registry: process.env.NARU_REGISTRY_URL ?? 'http://127.0.0.1:8090/apis/ccompat/v7',
  tenant: process.env.NARU_TENANT ?? '',
};

/** Ctrl-C, and the container's end. */
export const onStop = (stop: () => Promise<void>): void => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());
};
