/** What the process of the listeners is told by the bench, and what it answers. */

/** One client with one socket. */
export interface ListenerSpec {
  /** ws://host:port/path */
  url: string;
  /** Null: the server broadcasts to whoever connects. */
  subscription: Subscription | null;
}

export interface Subscription {
  token: string;
  query: string;
  variables: Record<string, unknown>;
  /** The stream says Ready once nothing is missed any more. Where nothing is said, a first mark must be waited for. */
  saysReady: boolean;
}

/** A client that resumes: what it listens to, and how it gets what it has missed. */
export interface FollowerSpec {
  url: string;
  token: string;
  chatId: string;
  /** `log`: chatEvents with since. `changes`: viewerEvents, then `changes` of the chat; as the web client does it. */
  way: 'log' | 'changes';
}

export interface Commands {
  /** Opens so many sockets at a time; answers once all listen. */
  open: { ask: { listeners: ListenerSpec[]; atOnce: number }; answer: null };
  /** What was heard counts from now on. */
  restart: { ask: null; answer: null };
  heard: { ask: null; answer: Heard };
  follow: { ask: { followers: FollowerSpec[]; atOnce: number }; answer: null };
  /** Every follower's socket goes without a goodbye. */
  cut: { ask: null; answer: null };
  /** All at once; answers when each is live again and knows mark `upTo` of its chat. */
  resume: { ask: { upTo: number }; answer: Resumed };
  known: { ask: null; answer: Known };
}

export interface Heard {
  /** Marks since the restart, each once for each listener. What never comes is lost: whoever awaits it notices. */
  marks: number;
  /** Of any kind. */
  frames: number;
  /** Of marks that a listener had heard before. */
  doubled: number;
  /** The highest number that the listener has heard who is furthest behind; 0: one has heard none yet. */
  quietest: number;
  /** Sockets that ended by themselves, and why the first did. */
  ended: number;
  endedBecause: string | null;
  /** From the scheduled instant to the arrival. */
  p50Ms: number;
  p99Ms: number;
  /** Of the listeners' own process: were they the bottleneck? */
  cpuUs: number;
  loopLagP99Ms: number;
}

export interface Resumed {
  /** From the first connect to the last client being live with nothing missing. */
  ms: number;
  /** Each client's own time, sorted. */
  eachMs: number[];
  connectAttempts: number;
}

/** What followers have wrong; all must be 0. */
export interface Known {
  lost: number;
  doubled: number;
  resets: number;
  /** The number of the last mark of the follower that is furthest behind. */
  quietest: number;
}

export type CommandName = keyof Commands;
export interface Request<N extends CommandName = CommandName> {
  id: number;
  name: N;
  ask: Commands[N]['ask'];
}
export type Response = { id: number } & ({ answer: unknown } | { error: string });
