import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { goThroughPhases } from './phases.js';
import { Tally } from './thread/tally.js';
import type { Ledger, Order } from './thread/protocol.js';
import type { RunOptions } from './run-options.js';
import { Timeline } from './timeline.js';
import { isQuiet, totalsOf, type Totals } from './totals.js';
import { TargetUnreachableError } from '../target/target.js';

const OPTIONS = {
  ...{ users: 2, warmUpMs: 100, rampMs: 300, durationMs: 1000, drainMs: 5000 },
} as RunOptions;

let clock: number;
let orders: Order[];
let told: string[];
const none = new Tally(() => 0).report();
const totals = (change: Partial<Totals> = {}): Totals => ({
  ...totalsOf([none]),
  connections: 2,
  sending: 0,
  behind: 0,
  ...change,
});

/** Threads whose time passes as fast as it is waited for, and that stand where they are told to. */
const threadsAt = (...states: Totals[]) => ({
  get totals() {
    return states[0]!;
  },
  tell: (order: Order) => void orders.push(order),
  pass: async (ms: number) => void (clock += ms),
  async until(holds: (totals: Totals) => boolean, withinMs: number) {
    while (states.length > 1 && !holds(states[0]!)) states.shift();
    if (holds(states[0]!)) return true;
    clock += withinMs;
    return false;
  },
  ledgersOf: async (): Promise<Ledger[]> => [],
});

const go = (threads: ReturnType<typeof threadsAt>, timeline: Timeline) =>
  goThroughPhases(OPTIONS, {
    ...{ threads, timeline, now: () => clock },
    steadyBegins: () => told.push(`steady from ${clock}`),
    steadyEnds: () => told.push(`steady to ${clock}`),
    places: async () => [],
    lanesEmpty: async (withinMs) => told.push(`lanes within ${withinMs}`),
  });

let timeline: Timeline;
beforeEach(() => {
  [clock, orders, told] = [0, [], []];
  timeline = new Timeline(
    () => clock,
    (name, progress) => told.push(progress ? `${name} ${progress.done}/${progress.of}` : name),
  );
  timeline.begin('connect');
});

describe('The phases of a run', () => {
  test('begin when everybody is connected; the ramp is not counted', async () => {
    await go(threadsAt(totals({ connections: 1 }), totals()), timeline);
    expect(orders).toEqual([{ type: 'connect' }, { type: 'go', at: 100 }, { type: 'places', places: [] }]);
    expect(told).toEqual([
      ...['connect', 'connect 1/2', 'connect 2/2', 'warm-up', 'steady', 'steady from 400'],
      ...['steady to 1400', 'drain', 'lanes within 5000', 'verify'],
    ]);
    expect(timeline.phases.map(({ name, atMs, ms }) => [name, atMs, ms])).toEqual([
      ['connect', 0, 0],
      ['warm-up', 0, 400],
      ['steady', 400, 1000],
      ['drain', 1400, 0],
      ['verify', 1400, 0],
    ]);
    expect(timeline.lengthOf('steady')).toBe(1000);
  });

  test('are as long as the threads count them, however late their end is noticed', async () => {
    const late = Object.assign(threadsAt(totals()), { pass: async (ms: number) => void (clock += ms + 70) });
    await go(late, timeline);
    expect(timeline.phases.slice(1, 4).map(({ name, atMs, ms }) => [name, atMs, ms])).toEqual([
      ['warm-up', 0, 400],
      ['steady', 400, 1000],
      ['drain', 1400, 70],
    ]);
  });

  test('end where they are stopped', async () => {
    const stopped = Object.assign(threadsAt(totals()), {
      pass: async (ms: number) => void (clock += ms / 4),
    });
    await go(stopped, timeline);
    expect(timeline.phases.slice(1, 4).map(({ name, atMs, ms }) => [name, atMs, ms])).toEqual([
      ['warm-up', 0, 100],
      ['steady', 100, 325],
      ['drain', 425, 0],
    ]);
  });

  test('wait for what is under way, but not for ever', async () => {
    await go(threadsAt(totals(), totals({ inFlight: 3 })), timeline);
    expect(timeline.lengthOf('drain')).toBe(0);
    await go(threadsAt(totals({ inFlight: 3 })), timeline);
    expect(timeline.phases.at(-2)).toMatchObject({ name: 'drain', ms: 5000 });
  });

  test('do not begin where somebody cannot be connected, and say why', async () => {
    const errors = { 'FEED ECONNREFUSED': 7 };
    const failed = go(threadsAt(totals({ connections: 1, errors })), timeline);
    await expect(failed).rejects.toThrow(TargetUnreachableError);
    await expect(failed).rejects.toThrow(/1 of 2 feeds.*ECONNREFUSED: 7/);
  });
});

describe('Nothing is under way', () => {
  test('once all is answered, told, stored and caught up with', () => {
    expect(isQuiet(totals(), 2)).toBe(true);
    const busy: Partial<Totals>[] = [
      ...[{ sending: 1 }, { inFlight: 1 }, { reading: 1 }, { catchingUp: 1 }, { connections: 1 }],
      ...[{ expectedArrivals: 1 }, { messages: 1 }],
    ];
    for (const change of busy) expect([change, isQuiet(totals(change), 2)]).toEqual([change, false]);
  });

  test('threads are counted together', () => {
    const one = { ...none, connections: 3, errors: { NETWORK: 1 }, faults: { ...none.faults, lost: 2 } };
    const both = totalsOf([one, { ...one, errors: { NETWORK: 2, NONE: 1 } }]);
    expect(both).toMatchObject({ connections: 6, errors: { NETWORK: 3, NONE: 1 }, faults: { lost: 4 } });
  });
});

test('a tally counts as steady what was due then, whenever it came', () => {
  const now = jest.fn(() => 500);
  const tally = new Tally(now);
  tally.window = { from: 100, to: 200 };
  for (const dueAt of [99, 100, 199, 200]) {
    tally.count('accepted', dueAt);
    tally.measure('accepted', dueAt);
  }
  const { whole, steady, achieved, clocks } = tally.report();
  expect([whole.accepted, steady.accepted, achieved]).toEqual([4, 2, 0]);
  expect([...clocks.accepted.steady]).toEqual([400_000, 301_000]);
  expect([...clocks.accepted.rest]).toEqual([401_000, 300_000]);
  expect(tally.report().clocks.accepted.steady).toHaveLength(0);
});
