import type { RunOptions } from '../engine/run-options.js';
import type { MetricsPage } from '../target/target.js';
import type { Threshold } from '../verdict/threshold.js';
import type { SearchPlan } from '../find/search.js';

/** Where the load goes: what already runs, or a local stack that is started for it and ended after it. */
export type Where =
  | { kind: 'url'; url: string; metrics: MetricsPage[] }
  | { kind: 'stack'; senders: number; receivers: number; workers: number };

/** What `npm run load` was asked for. */
export type LoadCommand = RunCommand | FindCommand | CompareCommand | ScaleCommand;

export interface RunCommand {
  kind: 'run';
  options: RunOptions;
  where: Where;
  thresholds: Threshold[];
  allowInvalid: boolean;
  /** Files to write; absolute. */
  out?: string;
  html?: string;
}

export interface FindCommand {
  kind: 'find';
  /** All but the rate, which is searched. */
  options: RunOptions;
  where: Where;
  slo: Threshold[];
  search: SearchPlan;
  out?: string;
}

export interface CompareCommand {
  kind: 'compare';
  /** The files of two runs; absolute. */
  before: string;
  after: string;
  out?: string;
}

export interface ScaleCommand {
  kind: 'scale';
  /** The load of one sender and one receiver. */
  options: RunOptions;
  where: Where;
  /** Numbers of instances to try, ascending. */
  counts: number[];
  /** Markdown and JSON; absolute. */
  markdown?: string;
  out?: string;
}

/** Whether it runs services of this checkout, so that they must be built. */
export const needsStack = (command: LoadCommand): boolean =>
  'where' in command && command.where.kind === 'stack';
