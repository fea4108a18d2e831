import { BitSet } from '../../engine/check/bit-set.js';
import type { ListenerSpec } from './commands.js';
import { findMark, markInstantUs, markNumber, nowUs } from './marks.js';
import { RawSocket } from './raw-socket.js';
import type { Tally } from './tally.js';

interface Frame {
  type: string;
  payload?: { data?: Record<string, { __typename?: string } | null>; errors?: unknown };
}

/** The operation's id: a socket has only one. */
export const OPERATION = 'a';

/** A client that counts marks, and does nothing else with what it is sent. */
export class Listener {
  /** The highest number of a mark. */
  last = 0;
  private readonly known = new BitSet(1);
  private isListening = false;
  private guess = 0;
  private readonly socket: RawSocket;
  private settle: { resolve(): void; reject(error: Error): void } | null = null;
  /** Resolves once it listens. */
  readonly opened: Promise<void>;

  constructor(
    private readonly spec: ListenerSpec,
    private readonly tally: Tally,
    onEnd: (why: string) => void,
  ) {
    this.opened = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.socket = new RawSocket(spec.url, {
      onOpen: () => this.begin(),
      onText: (bytes, start, end) =>
        this.isListening ? this.hear(bytes, start, end) : this.converse(bytes.toString('utf8', start, end)),
      onEnd: (why) => {
        this.settle?.reject(new Error(why));
        onEnd(why);
      },
    });
  }

  private begin(): void {
    const { subscription } = this.spec;
    if (!subscription) return this.listen();
    const payload = { authorization: `Bearer ${subscription.token}` };
    this.socket.send(JSON.stringify({ type: 'connection_init', payload }));
  }

  /** Until it listens, frames are few and are read as what they are. */
  private converse(text: string): void {
    const frame = JSON.parse(text) as Frame;
    const { query, variables, saysReady } = this.spec.subscription!;
    if (frame.type === 'connection_ack') {
      this.socket.send(JSON.stringify({ id: OPERATION, type: 'subscribe', payload: { query, variables } }));
      if (!saysReady) this.listen();
      return;
    }
    const told = Object.values(frame.payload?.data ?? {})[0];
    if (frame.type === 'next' && told?.__typename === 'Ready') return this.listen();
    if (frame.type !== 'next') this.fail(text);
  }

  private listen(): void {
    this.isListening = true;
    this.settle?.resolve();
    this.settle = null;
  }

  private hear(bytes: Buffer, start: number, end: number): void {
    this.tally.frames += 1;
    const found = findMark(bytes, start, end, this.guess);
    if (found < 0) return this.hearOther(bytes.toString('utf8', start, end));
    this.guess = found;
    const number = markNumber(bytes, start + found);
    this.tally.count(this.known.add(number), nowUs() - markInstantUs(bytes, start + found));
    if (number > this.last) this.last = number;
  }

  /** Persisted and its like are of no interest; an error or the end of the subscription is. */
  private hearOther(text: string): void {
    if (!text.startsWith(`{"id":"${OPERATION}","type":"next"`) || text.includes('"errors":')) this.fail(text);
  }

  private fail(text: string): void {
    this.settle?.reject(new Error(`a listener was told ${text.slice(0, 300)}`));
    this.settle = null;
    this.socket.cut();
  }
}
