/** A mutation that is sent again and again; what differs each time is the key, where the variables hold KEY. */
export interface Shot {
  /** With /graphql. */
  url: string;
  token: string;
  query: string;
  variables: object;
}

/** Stands in the variables of a shot for an idempotency key: a new UUID each time. */
export const KEY = '00000000-0000-4000-8000-000000000000';

/** A closed loop: each shot has a connection of its own and is sent again as soon as it is answered. */
export interface ClosedLoad {
  kind: 'closed';
  shots: Shot[];
  /** Fewer than shots, all to one place: each connection has its share of the shots and sends them in turn. */
  connections?: number;
  /** When it ends; what is under way then is waited for and counted. */
  until: { ms: number } | { answers: number };
}

/**
 * An open loop: `perSecond` by a fixed schedule, whatever the answers do. A request that finds all connections busy
 * waits, and its latency counts from when it should have been sent. The first `warmUpMs` are not counted.
 */
export interface OpenLoad {
  kind: 'open';
  shots: Shot[];
  perSecond: number;
  warmUpMs: number;
  ms: number;
  /** Whoever is so far behind the schedule has lost it: the load ends early. */
  giveUpBehindMs: number;
  /** Subscriptions that are open meanwhile. */
  listeners: LiveListener[];
}

/** A subscription of the chat of a shot. */
export interface LiveListener {
  /** ws://host:port/path */
  url: string;
  token: string;
  query: string;
  variables: object;
  /** The stream says Ready, and later which messages are Persisted. Otherwise what is accepted is stored already. */
  saysPersisted: boolean;
}

/** What came of a load. Times in ms. */
export interface Outcome {
  answers: number;
  /** From the first request to the last answer. */
  elapsedMs: number;
  latency: Quantiles;
  /** What the generator itself has used of a CPU, us. */
  cpuUs: number;
}

export interface OpenOutcome extends Outcome {
  /** It could not keep the schedule by far, and was ended early: the latencies are of the time before. */
  isOverloaded: boolean;
  /** How late the generator was to send although a connection was free: its own, in every latency here. */
  lateness: Quantiles;
  /** From accepted to stored, as listeners are told; all 0 where nobody tells. */
  stored: Quantiles;
}

export interface Quantiles {
  p50: number;
  p99: number;
}
