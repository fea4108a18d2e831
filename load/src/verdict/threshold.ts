import type { RunResult } from '../engine/run-result.js';
import { METRICS, metricNames } from './metric.js';

const COMPARE = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: number, b: number) => a === b,
};

/** `delivery.p99<500`: a bound that a run must keep. */
export interface Threshold {
  text: string;
  metric: string;
  comparison: keyof typeof COMPARE;
  bound: number;
}

/** What became of a threshold; one on something that was not measured does not hold. */
export interface Outcome {
  threshold: Threshold;
  actual: number | null;
  holds: boolean;
}

/** Reads `metric<number`; a mistake throws an Error that says how to mend it. */
export function parseThreshold(text: string): Threshold {
  const parts = /^\s*([\w.]+)\s*(<=|>=|==|<|>)\s*(\d+(?:\.\d+)?)\s*$/.exec(text);
  if (parts === null) {
    throw new Error(
      "It must be a metric, one of < <= > >= ==, and a number, as in 'delivery.p99<500' or 'lost==0'.",
    );
  }
  const [, metric, comparison, bound] = parts as unknown as [string, string, keyof typeof COMPARE, string];
  if (!METRICS.has(metric)) throw new Error(`There is no metric '${metric}'. There are: ${metricNames()}.`);
  return { text: `${metric}${comparison}${bound}`, metric, comparison, bound: Number(bound) };
}

/** Holds each threshold against the result. */
export function judge(thresholds: readonly Threshold[], result: RunResult): Outcome[] {
  return thresholds.map((threshold) => {
    const actual = METRICS.get(threshold.metric)!(result);
    const holds = actual !== null && COMPARE[threshold.comparison](actual, threshold.bound);
    return { threshold, actual, holds };
  });
}

/** 'delivery.p99<500 does not hold: 731.2'. */
export function describeOutcome({ threshold, actual, holds }: Outcome): string {
  const seen = actual === null ? 'nothing was measured' : String(Math.round(actual * 100) / 100);
  return `${threshold.text} ${holds ? 'holds' : 'does not hold'}: ${seen}`;
}
