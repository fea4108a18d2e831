import { CpuMeter } from '../cpu-meter.js';
import { startGenerator, type Generator } from '../generator/generator.js';
import type { OpenOutcome } from '../generator/load.js';
import type { Figure, Part, PartContext } from '../part.js';
import { createStaircase, searchRate } from '../staircase.js';
import { ratios } from '../statistics.js';
import { drained } from '../subjects/worker.js';
import {
  BASELINE,
  CONVERGE,
  listenersOf,
  makeWriters,
  shotsOf,
  type Dialect,
  type Writer,
} from '../subjects/writers.js';

interface Limits {
  acceptedP99Ms: number;
  storedP99Ms: number;
  /** So far behind the schedule, a rate need not be tried to its end. */
  giveUpBehindMs: number;
}
const LIMITS: Limits = { acceptedP99Ms: 100, storedP99Ms: 1000, giveUpBehindMs: 1000 };
/** Of the limit of accepted, so much may be the generator's own before a rate is said to be its own. */
const OWN_LATENESS_MS = LIMITS.acceptedP99Ms / 10;
/** Messages a second that hold anywhere. */
const SMOKE_RATE = 20;
/** Nothing is judged by the clock in a smoke. */
const NO_LIMITS: Limits = { acceptedP99Ms: Infinity, storedP99Ms: Infinity, giveUpBehindMs: 600_000 };

interface Rate {
  rate: number;
  warmUpMs: number;
  ms: number;
  limits: Limits;
}

interface Subject {
  url: string;
  /** Who serves the listeners. */
  wsUrl: string;
  dialect: Dialect;
  writers: Writer[];
  pids: Record<string, number>;
  settled: () => Promise<void>;
}

interface Held extends OpenOutcome {
  /** By process, us a message. */
  cpuUsEach: Record<string, number>;
}

const NAMES = { converge: 'Converge', baseline: 'baseline' };

export const sustained: Part = {
  name: 'sustained',
  title: 'A rate that holds',
  about:
    'The highest rate of an open model at which, for as long as it is held, accepted p99 stays below 100 ms and the time from accepted to ' +
    'stored p99 below 1 s; 1:1 chats, a listener in each at the receiver, everything on. Latency counts from the scheduled instant. The ' +
    'baseline has two processes too: one takes the messages, the other serves the listeners; it stores before it answers.',
  async run(context) {
    const subjects = await makeSubjects(context);
    const generator = await startGenerator();
    context.onEnd(() => generator.stop());

    const climbs: Record<string, () => Promise<{ rate: number; found: Held }>> = {};
    for (const [name, subject] of Object.entries(subjects)) {
      const start = await searched(context, generator, name, subject);
      const climb = (rate: number) => {
        context.say(`${name}: holding ${Math.round(rate)}/s`);
        return hold(generator, subject, {
          ...{ rate, warmUpMs: context.pick(3000, 100), ms: context.pick(context.holdMs, 500) },
          limits: context.pick(LIMITS, NO_LIMITS),
        });
      };
      climbs[name] = createStaircase(start, climb, (held) => !context.isSmoke && isFarFromLimits(held));
    }
    const found = await context.interleave(climbs);

    const rates = (name: string) => found[name]!.map(({ rate }) => rate);
    return {
      figures: Object.keys(found).flatMap((name) => figuresOf(name, found[name]!)),
      bars: [
        {
          label: 'sustained rate against the baseline',
          values: ratios(rates(NAMES.converge), rates(NAMES.baseline)),
          ...{ unit: 'x', wanted: { atLeast: 10 } },
        },
      ],
      notes: [
        `Held for ${context.pick(context.holdMs, 500) / 1000} s. For scale: ejabberd 23.01 archiving into Postgres does 2,500/s on such a machine.`,
        ...Object.keys(found).flatMap((name) => ownLimits(name, found[name]!)),
      ],
    };
  },
};

const isFarFromLimits = ({ latency, stored }: Held): boolean =>
  latency.p99 < LIMITS.acceptedP99Ms / 2 && stored.p99 < LIMITS.storedP99Ms / 2;

/** Where the generator was late itself, it may have been the limit. */
function ownLimits(name: string, rounds: readonly { found: Held }[]): string[] {
  const late = rounds.filter(({ found }) => found.lateness.p99 > OWN_LATENESS_MS);
  if (late.length === 0) return [];
  return [
    `${name}: in ${late.length} of ${rounds.length} rounds the generator itself was late (p99) by more than ${OWN_LATENESS_MS} ms: the limit may be its own.`,
  ];
}

async function makeSubjects(context: PartContext): Promise<Record<string, Subject>> {
  const stack = await context.startStack();
  const [taking, serving] = [await context.startBaseline(stack), await context.startBaseline(stack)];
  const count = context.pick(256, 8);
  const people = await stack.people(count + 1, 1);
  const stores = { Redis: stack.pidOf('redis'), Postgres: stack.pidOf('postgres') };
  const makeChats = (url: string, dialect: Dialect) => {
    context.say(`making ${count} chats`);
    return makeWriters(url, dialect, people, { count, participants: 2 });
  };
  const url = `${stack.urlOf('sender-1')}/graphql`;
  return {
    [NAMES.converge]: {
      url,
      wsUrl: `${stack.urlOf('receiver-1')}/graphql`.replace('http', 'ws'),
      dialect: CONVERGE,
      writers: await makeChats(url, CONVERGE),
      pids: {
        ...{ taking: stack.pidOf('sender-1'), serving: stack.pidOf('receiver-1') },
        ...{ ...stores, worker: stack.pidOf('worker-1') },
      },
      settled: () => drained(stack),
    },
    [NAMES.baseline]: {
      url: taking.url,
      wsUrl: serving.wsUrl,
      dialect: BASELINE,
      writers: await makeChats(taking.url, BASELINE),
      pids: { taking: taking.pid, serving: serving.pid, ...stores },
      settled: () => Promise.resolve(),
    },
  };
}

/** What a closed loop reaches, then steps of the open model: where a rate for long may be looked for. */
async function searched(
  context: PartContext,
  generator: Generator,
  name: string,
  subject: Subject,
): Promise<number> {
  context.say(`${name}: looking for its capacity`);
  const shots = await shotsOf(subject.url, subject.dialect, subject.writers.slice(0, context.pick(32, 4)));
  const ms = context.pick(4000, 200);
  const { answers, elapsedMs } = await generator.run({ kind: 'closed', shots, until: { ms } });
  await subject.settled();
  // In a smoke nothing is searched: one pause of the machine is most of the time that the loop has had.
  if (context.isSmoke) return SMOKE_RATE;
  return searchRate((answers / elapsedMs) * 1000, async (rate) => {
    context.say(`${name}: trying ${Math.round(rate)}/s`);
    return (await hold(generator, subject, { rate, warmUpMs: 2000, ms: 8000, limits: LIMITS })) !== null;
  });
}

/** Null: the rate did not hold. */
async function hold(
  generator: Generator,
  { url, wsUrl, dialect, writers, pids, settled }: Subject,
  { rate, warmUpMs, ms, limits }: Rate,
): Promise<Held | null> {
  const shots = await shotsOf(url, dialect, writers);
  const listeners = await listenersOf(wsUrl, dialect, writers);
  const meter = new CpuMeter(pids);
  const { giveUpBehindMs } = limits;
  const load = { kind: 'open', shots, listeners, perSecond: rate, warmUpMs, ms, giveUpBehindMs } as const;
  const outcome = await generator.run(load);
  await settled();
  const isFast = outcome.latency.p99 < limits.acceptedP99Ms && outcome.stored.p99 < limits.storedP99Ms;
  if (outcome.isOverloaded || !isFast) return null;
  const messages = (rate * (warmUpMs + ms)) / 1000;
  const used = Object.entries({ ...meter.used(), generator: outcome.cpuUs });
  return { ...outcome, cpuUsEach: Object.fromEntries(used.map(([name, us]) => [name, us / messages])) };
}

function figuresOf(subject: string, rounds: readonly { rate: number; found: Held }[]): Figure[] {
  const figure = (measure: string, of: (round: { rate: number; found: Held }) => number) => ({
    ...{ subject, measure },
    values: rounds.map(of),
  });
  return [
    figure('messages/s', ({ rate }) => rate),
    figure('accepted p50 ms', ({ found }) => found.latency.p50),
    figure('accepted p99 ms', ({ found }) => found.latency.p99),
    figure('stored p99 ms', ({ found }) => found.stored.p99),
    figure('generator late p99 ms', ({ found }) => found.lateness.p99),
    ...Object.keys(rounds[0]!.found.cpuUsEach).map((name) =>
      figure(`${name} CPU us`, ({ found }) => found.cpuUsEach[name]!),
    ),
  ];
}
