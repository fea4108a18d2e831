import type { Lane } from './events.js';
import type { Instance, Instant } from './shapes.js';

/** A worker lets nothing through to Postgres while its circuit is open. */
export const CIRCUIT_STATES = ['closed', 'half-open', 'open'] as const;
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** What an instance says of its last interval, with each heartbeat. Numbers of the process, never of a user or a chat. */
export interface InstanceReport {
  /** Share of one core, 0 to 1 (more with threads). */
  cpu: number;
  rssBytes: number;
  eventLoopLagP99Ms: number;
  /** Of its own work: a sender's accepted, a receiver's delivered, a worker's stored, the user service's sign-ins. */
  workPerSecond: number;
  errorsPerSecond: number;
  /** Of its own clock (accepted, delivered, stored); null where nothing was done. */
  p50Ms: number | null;
  p99Ms: number | null;
  /** A receiver's open WebSockets; null elsewhere. */
  sockets: number | null;
  /** A worker's circuit; null elsewhere. */
  circuit: CircuitState | null;
}

/** What is said of an instance that has not reported yet, or is of a version that does not. */
export const NO_REPORT: InstanceReport = {
  cpu: 0,
  rssBytes: 0,
  eventLoopLagP99Ms: 0,
  workPerSecond: 0,
  errorsPerSecond: 0,
  p50Ms: null,
  p99Ms: null,
  sockets: null,
  circuit: null,
};

/** A live instance beside its latest report; null where it makes none. */
export interface ReportingInstance {
  instance: Instance;
  report: InstanceReport | null;
}

/** What waits in a lane. */
export interface LaneReport {
  lane: Lane;
  /** Enqueued and taken by nobody. */
  waiting: number;
  /** Taken by a worker, not stored yet. */
  active: number;
  /** How long ago the oldest of them was enqueued; 0 when there is none. */
  oldestAgeMs: number;
}

/** An event that can't be stored, without its text. */
export interface DeadLetterReport {
  id: string;
  lane: Lane;
  /** Of the event; `unknown` where it names none. */
  type: string;
  chatId: string | null;
  revision: number | null;
  /** What Postgres, or the check of its form, said. */
  reason: string;
  /** When it was put aside. */
  at: Instant;
  requestId: string | null;
}

/** What became of the dead letters that were named: `unknown` are those that are not there (any more), or just being redriven. */
export interface DeadLetterOutcome {
  done: string[];
  unknown: string[];
}
