import type { Instance } from '@converge/domain';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export type { Counter, Gauge, Histogram } from 'prom-client';

/** The metrics of one process. Names: `converge_<what>_<unit>`, counters end in `_total`. */
export class Metrics {
  readonly registry = new Registry();

  constructor(instance: Pick<Instance, 'service' | 'id'>) {
    this.registry.setDefaultLabels({ service: instance.service, instance: instance.id });
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string = string>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** With `read`, the gauge is asked at each scrape instead of being set. */
  gauge<Label extends string = string>(
    name: string,
    help: string,
    labelNames: Label[] = [],
    read?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label> {
    const gauge: Gauge<Label> = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      ...(read && { collect: () => read(gauge) }),
    });
    return gauge;
  }

  histogram<Label extends string = string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
