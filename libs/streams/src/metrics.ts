import {
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  type Registry,
} from 'prom-client';

// Several runners and views of one process share a registry; whoever comes first makes the metric.

export function counterIn<L extends string>(registry: Registry, configuration: CounterConfiguration<L>): Counter<L> {
  const known = registry.getSingleMetric(configuration.name);
  return known instanceof Counter ? known : new Counter({ ...configuration, registers: [registry] });
}

export function gaugeIn<L extends string>(registry: Registry, configuration: GaugeConfiguration<L>): Gauge<L> {
  const known = registry.getSingleMetric(configuration.name);
  return known instanceof Gauge ? known : new Gauge({ ...configuration, registers: [registry] });
}

export function histogramIn<L extends string>(
  registry: Registry,
  configuration: HistogramConfiguration<L>,
): Histogram<L> {
  const known = registry.getSingleMetric(configuration.name);
  return known instanceof Histogram ? known : new Histogram({ ...configuration, registers: [registry] });
}
