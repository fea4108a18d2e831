import type { RunOptions } from './run-options.js';

/**
 * All that a run has found, as `--out` writes it: plain JSON, times in milliseconds. Whoever reads it (the report, the
 * comparison, the thresholds, the bench) needs nothing else.
 */
export interface RunResult {
  format: 'converge-load/1';
  startedAt: string;
  commit: string | null;
  machine: { cpus: number; model: string; memoryMb: number; node: string };
  target: string;
  options: RunOptions;
  phases: { name: PhaseName; atMs: number; ms: number }[];
  /** False: the generator itself was the bottleneck, so the latencies say nothing about Converge. */
  isValid: boolean;
  invalidBecause: string[];
  /** Steady phase only, but for what is said to be of the whole run. */
  counts: {
    asked: number;
    accepted: number;
    /** Whole run. */
    refused: number;
    delivered: number;
    stored: number;
    edits: number;
    reads: number;
    /** Whole run: sockets that were cut and came back, and events that came by resuming instead of live. */
    reconnects: number;
    resumed: number;
    /** Whole run: holes in what one subscription told, which it promises not to have; filled by asking for `changes`. */
    gaps: number;
    /** Whole run: operations of which nobody knows whether they were done: no answer came, or an internal error. */
    uncertain: number;
    /** Whole run: accepted messages that were not said to be stored when the drain was over. */
    unstored: number;
    /** Whole run: chats, people and suspicions that could not be checked, because nobody answered any more. */
    unverified: number;
  };
  /** Steady phase, operations a second. */
  rate: { asked: number; achieved: number };
  /** Refusals by GraphQL code or by kind of network error; whole run. */
  errors: Record<string, number>;
  /** The three clocks of a message, from the moment it was scheduled to be sent (open model); the first of edits too. */
  latency: Record<Clock, Latency>;
  /** Whole run, warm-up too. All of them must be 0; dead letters are null where nobody has told of them. */
  correctness: Record<Exclude<Fault, 'deadLetters'>, number> & {
    deadLetters: number | null;
    offenders: Offender[];
  };
  /** What could not be looked at, in words: e.g. the dead letters of a target that shows no metrics. */
  unchecked: string[];
  /** One a second, from the first connect to the end. */
  series: Sample[];
  processes: ProcessUsage[];
  generator: { maxEventLoopLagMs: number; p99EventLoopLagMs: number; cpuShare: number };
}

export type PhaseName = 'connect' | 'warm-up' | 'steady' | 'drain' | 'verify';
export type Clock = 'accepted' | 'delivery' | 'stored';

export const FAULTS = [
  'lost',
  'duplicated',
  'reordered',
  'skipped',
  'wrongRecipient',
  'unreadWrong',
  'historyWrong',
  'deadLetters',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Latency {
  count: number;
  min: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  p999: number;
  max: number;
  mean: number;
  /** Percentile curve for the report: [percentile 0..100, ms]. */
  curve: [number, number][];
}

/** One thing that is wrong, in words a tester can follow up: chat, message, person, instance. */
export interface Offender {
  fault: Fault;
  chatId: string;
  messageId?: string;
  seq?: number;
  userId?: string;
  receiver?: string;
  sender?: string;
  detail: string;
}

export interface Sample {
  /** Since the run began. */
  atMs: number;
  phase: PhaseName;
  connections: number;
  askedPerSecond: number;
  acceptedPerSecond: number;
  deliveredPerSecond: number;
  inFlight: number;
  latency: Record<Clock, { p50: number; p95: number; p99: number }>;
  /** Arrivals that what was accepted must bring and that have not come: under way, or lost. */
  missing: number;
  /** As they are met; what was lost is known at the end only. */
  faults: { skipped: number; duplicated: number; reordered: number };
  errors: number;
  /** Events that wait in the lanes; null if no metrics can be had. */
  queueDepth: number | null;
}

/**
 * A value a second: of each service from its /metrics, of nginx, Postgres and Redis of a stack of our own, with their
 * children, from /proc where there is one.
 */
export interface ProcessUsage {
  name: string;
  /** Share of one core, 0..n, between two looks; where one had no answer there is a hole. */
  cpu: { sinceMs: number; atMs: number; share: number }[];
  rssMb: { atMs: number; mb: number }[];
  cpuSeconds: number;
}
