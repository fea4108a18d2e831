import { startAudience } from '../listeners/audience.js';
import type { ListenerSpec } from '../listeners/commands.js';
import type { Part, PartContext } from '../part.js';
import { settledRss } from '../settled-rss.js';
import { baselinePairs, baselineViewersOf, convergePairs, viewersOf } from '../rooms/viewers.js';
import { startBareWs } from '../subjects/bare-ws.js';
import { startReceiver } from '../subjects/receiver.js';

const CONVERGE = 'Converge, receiver';
const BASELINE = 'baseline';
const BARE = 'bare ws';
const BAR_KB = 20;
const OPEN_AT_ONCE = 50;
const WARM_UP = 200;

/** KB for each viewer. */
interface Cost {
  /** Once garbage is collected, before and after. */
  held: number;
  /** As the process leaves it: V8 does not collect while nothing happens. */
  withGarbage: number;
}

/** A process that nobody has spoken to yet, and who will. */
interface Fresh {
  pid: number;
  listeners: ListenerSpec[];
  stop(): Promise<void>;
}

export const idle: Part = {
  name: 'idle',
  title: 'Idle viewers',
  about:
    'Memory (RSS) that a viewer costs who is connected and hears nothing: the growth of a fresh receiver from before ' +
    'they come (warmed up with some who left again) until it has settled with all of them there, its garbage collected both times. A viewer has a socket, a token and ' +
    '`viewerEvents` with a direct chat; in the baseline `messageAdded` of that chat; at a bare `ws` server a socket alone.',
  async run(context) {
    const count = context.pick(5000, 20);
    const stack = await context.startStack();
    const people = await stack.people(count, 1);
    context.say(`${count / 2} chats`);
    const pairs = await convergePairs(stack, people);
    const first = await context.startBaseline(stack);
    const pairsOfBaseline = await baselinePairs(first, people);
    await first.stop();
    // A process that was full once does not shrink again: each round has one of its own.
    const found = await context.interleave({
      [CONVERGE]: () =>
        costOf(context, async () => {
          const { wsUrl, pid, stop } = await startReceiver(stack);
          context.onEnd(stop);
          return { pid, listeners: await viewersOf(wsUrl, pairs), stop };
        }),
      [BASELINE]: () =>
        costOf(context, async () => {
          const baseline = await context.startBaseline(stack);
          const listeners = await baselineViewersOf(baseline, pairsOfBaseline);
          return { pid: baseline.pid, listeners, stop: () => baseline.stop() };
        }),
      [BARE]: () =>
        costOf(context, async () => {
          const server = await startBareWs();
          context.onEnd(() => server.stop());
          const one = { url: server.wsUrl, subscription: null };
          return { pid: server.pid, listeners: people.map(() => one), stop: () => server.stop() };
        }),
    });
    return {
      figures: Object.entries(found).flatMap(([subject, costs]) => [
        { subject, measure: `KB held for a viewer, of ${count}`, values: costs.map(({ held }) => held) },
        {
          ...{ subject, measure: 'KB with the garbage of their coming' },
          values: costs.map(({ withGarbage }) => withGarbage),
        },
      ]),
      bars: [
        {
          label: 'KB an idle viewer',
          values: found[CONVERGE].map(({ held }) => held),
          unit: 'KB',
          wanted: { atMost: BAR_KB },
        },
      ],
      notes: [],
    };
  },
};

/** KB of memory for each listener. */
async function costOf(context: PartContext, start: () => Promise<Fresh>): Promise<Cost> {
  const { pid, listeners, stop } = await start();
  const patience = context.pick({ quietMs: 3000, mostMs: 30_000 }, { quietMs: 500, mostMs: 500 });
  const look = async () => {
    const asItIs = await settledRss(pid, patience);
    process.kill(pid, 'SIGUSR2'); // it collects its garbage (collect-on-signal.process.ts)
    return { asItIs, collected: await settledRss(pid, patience) };
  };
  try {
    await visit(listeners.slice(0, context.pick(WARM_UP, 2)));
    const before = await look();
    const audience = await startAudience();
    try {
      await audience.tell('open', { listeners, atOnce: OPEN_AT_ONCE });
      const after = await look();
      const { ended, endedBecause } = await audience.tell('heard', null);
      if (ended > 0) throw new Error(`${ended} viewers were sent away: ${endedBecause}`);
      const kilobytes = (bytes: number) => bytes / 1024 / listeners.length;
      const cost = {
        held: kilobytes(after.collected - before.collected),
        withGarbage: kilobytes(after.asItIs - before.asItIs),
      };
      context.say(`${cost.held.toFixed(1)} KB a viewer, ${cost.withGarbage.toFixed(1)} KB with garbage`);
      return cost;
    } finally {
      await audience.stop();
    }
  } finally {
    await stop();
  }
}

/** Some come and go, so that the code is loaded and its first garbage is made. */
async function visit(listeners: readonly ListenerSpec[]): Promise<void> {
  const audience = await startAudience();
  try {
    await audience.tell('open', { listeners: [...listeners], atOnce: OPEN_AT_ONCE });
  } finally {
    await audience.stop();
  }
}
