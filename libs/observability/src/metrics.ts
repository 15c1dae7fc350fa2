import { Registry, collectDefaultMetrics } from 'prom-client';

export { Registry as MetricsRegistry } from 'prom-client';

/** A registry of metrics of its own, with those of the process in it; every sample says service and instance. */
export function createMetrics({
  service,
  instance,
}: {
  readonly service: string;
  readonly instance: string;
}): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service, instance });
  collectDefaultMetrics({ register: registry });
  return registry;
}
