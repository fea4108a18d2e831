import type { Instance } from '@converge/domain';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics, type Metric } from 'prom-client';
import { Clock, Clocks } from './clock.js';
import { Tally } from './tally.js';

type Labels = Record<string, string>;

/**
 * The metrics of one process. Names: `converge_<what>_<unit>`, counters end in `_total`; the help says what a rise
 * means. A label's values are few and known: never a user, never a chat. docs/metrics.md lists them all.
 */
export class Metrics {
  readonly registry = new Registry();

  constructor(instance: Pick<Instance, 'service' | 'id'>) {
    this.registry.setDefaultLabels({ service: instance.service, instance: instance.id });
    collectDefaultMetrics({ register: this.registry });
  }

  /** A counter without labels. */
  tally(name: string, help: string): Tally {
    const tally = new Tally();
    const counter: Counter = new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        counter.reset();
        counter.inc(tally.value);
      },
    });
    return tally;
  }

  /** A counter with one label, all of whose values are known: each begins at 0, so that its first rise is seen. */
  tallies<Value extends string>(
    name: string,
    help: string,
    label: string,
    values: readonly Value[],
  ): Record<Value, Tally> {
    const tallies = Object.fromEntries(values.map((value) => [value, new Tally()])) as Record<Value, Tally>;
    const counter: Counter = new Counter({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        counter.reset();
        for (const value of values) counter.inc({ [label]: value }, tallies[value].value);
      },
    });
    return tallies;
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

  /** Of whatever is no duration. */
  histogram<Label extends string = string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  /** A histogram of durations, without labels. */
  clock(name: string, help: string, bounds: readonly number[]): Clock {
    const clock = new Clock(bounds);
    this.register(name, help, () => samplesOf(name, {}, clock));
    return clock;
  }

  /** A histogram of durations for each value of a label; `values` are there from the beginning. */
  clocks(
    name: string,
    help: string,
    bounds: readonly number[],
    label: string,
    values: readonly string[] = [],
  ): Clocks {
    const clocks = new Clocks(bounds);
    for (const value of values) clocks.of(value);
    this.register(name, help, () =>
      [...clocks.entries()].flatMap(([value, clock]) => samplesOf(name, { [label]: value }, clock)),
    );
    return clocks;
  }

  /** prom-client's registry asks no more of a metric than these; its types ask for one of its own classes. */
  private register(name: string, help: string, samples: () => Sample[]): void {
    const get = () =>
      Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values: samples() });
    this.registry.registerMetric({ name, help, get } as unknown as Metric);
  }
}

interface Sample {
  metricName: string;
  labels: Labels;
  value: number;
}

/** A clock as Prometheus' histogram: cumulative buckets, sum and count. */
function samplesOf(name: string, labels: Labels, clock: Clock): Sample[] {
  let count = 0;
  const ends = [...clock.bounds.map(String), '+Inf'];
  const buckets = Array.from(clock.counts(), (inBucket, at) => {
    count += inBucket;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: ends[at]! }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: clock.sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
