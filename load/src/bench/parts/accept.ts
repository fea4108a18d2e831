import { CpuMeter } from '../cpu-meter.js';
import { startGenerator, type Generator } from '../generator/generator.js';
import type { Outcome } from '../generator/load.js';
import type { Figure, Part, PartContext } from '../part.js';
import { median, ratios } from '../statistics.js';
import { startCeiling } from '../subjects/ceiling.js';
import type { RunningStack } from '../subjects/stack.js';
import { drained } from '../subjects/worker.js';
import { BASELINE, CONVERGE, makeWriters, shotsOf, type Dialect, type Writer } from '../subjects/writers.js';

/** One way to have a message accepted, and the processes that work for it. */
interface Subject {
  url: string;
  dialect: Dialect;
  writers: Writer[];
  pids: Record<string, number>;
  /** Resolves once nothing of the messages is under way any more. */
  settled: () => Promise<void>;
}

interface Measurement extends Outcome {
  /** By process, us a message, with all that the message set in motion. */
  cpuUsEach: Record<string, number>;
}

export const accept: Part = {
  name: 'accept',
  title: 'Accepting messages',
  about:
    'One sender, 32 requests in flight, each connection with a chat of its own; worker, receiver, Redis and Postgres are on and store ' +
    'everything. Beside it a mutation on Nest, Apollo and Fastify as their guides set them up, which does nothing: what the usual stack could accept at ' +
    'most. It is no limit of the sender, which answers documents it knows by a short lane past Apollo (`libs/graphql`). And the synchronous baseline, which counts unread by one `UPDATE` ' +
    'for all participants; row by row it has one for each, as TypeORM’s repositories invite to. CPU is that of all that a ' +
    'message sets in motion until it is stored, whichever process it is in.',
  async run(context) {
    const sizes = context.pick([2, 20, 1000], [2, 4, 8]);
    const subjects = await makeSubjects(context, sizes);
    const generator = await startGenerator();
    context.onEnd(() => generator.stop());

    const measureFor = (subject: Subject, ms: number) => () => measure(generator, subject, ms);
    for (const [name, subject] of Object.entries(subjects)) {
      context.say(`warming up: ${name}`);
      await measureFor(subject, context.pick(5000, 50))();
    }
    const ms = context.pick(5000, 200);
    const runs = Object.entries(subjects).map(([name, subject]) => [name, measureFor(subject, ms)]);
    const found = await context.interleave<string, Measurement>(Object.fromEntries(runs));

    const rate = (name: string) => found[name]!.map(({ answers, elapsedMs }) => (answers / elapsedMs) * 1000);
    const [two, some, many] = sizes.map((size) => rate(senderOf(size)));
    const x = (label: string, values: number[], atLeast: number) => ({
      ...{ label, values, unit: 'x' },
      wanted: { atLeast },
    });
    return {
      figures: inOrder(Object.keys(found).flatMap((name) => figuresOf(name, rate(name), found[name]!))),
      bars: [
        x('accept against the baseline, 1:1', ratios(two!, rate(baselineOf(sizes[0]!))), 10),
        x(
          `accept against the baseline, ${sizes[1]} participants`,
          ratios(some!, rate(baselineOf(sizes[1]!))),
          30,
        ),
        x(
          `accept against the baseline that counts unread row by row, ${sizes[1]} participants`,
          ratios(some!, rate(rowByRowOf(sizes[1]!))),
          30,
        ),
        x('accept against the bare mutation', ratios(two!, rate(CEILING)), 0.8),
        x(`accept with ${sizes[2]!.toLocaleString('en')} participants against 2`, ratios(many!, two!), 0.8),
      ],
      notes: [
        `The bare mutation is itself ${headroom(rate(CEILING), rate(baselineOf(2)))}x the baseline at 1:1: as far ahead as whoever goes through Apollo could be. The sender may be ahead of that, by its short lane.`,
      ],
    };
  },
};

const headroom = (ceiling: number[], baseline: number[]) => median(ratios(ceiling, baseline)).toFixed(1);
const CEILING = 'bare mutation';
const senderOf = (size: number) =>
  `sender, ${size === 2 ? '1:1' : `${size.toLocaleString('en')} participants`}`;
const baselineOf = (size: number) =>
  `baseline, ${size === 2 ? '1:1' : `${size.toLocaleString('en')} participants`}`;
const rowByRowOf = (size: number) => `baseline row by row, ${size} participants`;

async function makeSubjects(
  context: PartContext,
  sizes: readonly number[],
): Promise<Record<string, Subject>> {
  const stack = await context.startStack();
  const baseline = await context.startBaseline(stack);
  const ceiling = await startCeiling();
  context.onEnd(() => ceiling.stop());
  const count = context.pick(32, 4);
  const people = await stack.people(Math.max(count + 1, ...sizes), 1);

  const sender = {
    url: `${stack.urlOf('sender-1')}/graphql`,
    dialect: CONVERGE,
    pids: {
      ...{ service: stack.pidOf('sender-1'), receiver: stack.pidOf('receiver-1') },
      ...{ worker: stack.pidOf('worker-1'), ...stores(stack) },
    },
    settled: () => drained(stack),
  };
  const synchronous = {
    url: baseline.url,
    dialect: BASELINE,
    pids: { service: baseline.pid, ...stores(stack) },
    settled: () => Promise.resolve(),
  };
  const rows = await context.startBaseline(stack, 'row-by-row');
  const byRows = { ...synchronous, url: rows.url, pids: { ...synchronous.pids, service: rows.pid } };
  const subjects: Record<string, Subject> = {};
  for (const participants of sizes) {
    context.say(`making ${count} chats of ${participants}`);
    const asked = [
      [senderOf(participants), sender],
      [baselineOf(participants), synchronous],
      // With two there is one row, with very many it would not end.
      ...(participants === sizes[1] ? [[rowByRowOf(participants), byRows] as const] : []),
    ] as const;
    for (const [name, one] of asked) {
      const writers = await makeWriters(one.url, one.dialect, people, { count, participants });
      subjects[name] = { ...one, writers };
    }
  }
  await drained(stack);
  const bare = { ...sender, url: ceiling.url, pids: { service: ceiling.pid } };
  const { writers } = subjects[senderOf(2)]!;
  return { [CEILING]: { ...bare, writers, settled: () => Promise.resolve() }, ...subjects };
}

const stores = (stack: RunningStack) => ({ Redis: stack.pidOf('redis'), Postgres: stack.pidOf('postgres') });

async function measure(generator: Generator, subject: Subject, ms: number): Promise<Measurement> {
  const shots = await shotsOf(subject.url, subject.dialect, subject.writers);
  const meter = new CpuMeter(subject.pids);
  const outcome = await generator.run({ kind: 'closed', shots, until: { ms } });
  await subject.settled();
  const forIt = meter.used();
  const all = Object.values(forIt).reduce((sum, us) => sum + us, 0);
  const used = Object.entries({ all, ...forIt, generator: outcome.cpuUs });
  return {
    ...outcome,
    cpuUsEach: Object.fromEntries(used.map(([name, us]) => [name, us / outcome.answers])),
  };
}

/** The generator's own CPU comes last, whichever processes a subject has. */
function inOrder(figures: readonly Figure[]): Figure[] {
  const isOwn = ({ measure }: Figure) => measure.startsWith('generator');
  return [...figures.filter((figure) => !isOwn(figure)), ...figures.filter(isOwn)];
}

function figuresOf(subject: string, perSecond: number[], found: readonly Measurement[]): Figure[] {
  const cpus = Object.keys(found[0]!.cpuUsEach).map((name) => ({
    subject,
    measure: `${name} CPU us`,
    values: found.map(({ cpuUsEach }) => cpuUsEach[name]!),
  }));
  return [
    { subject, measure: 'messages/s', values: perSecond },
    { subject, measure: 'p50 ms', values: found.map(({ latency }) => latency.p50) },
    { subject, measure: 'p99 ms', values: found.map(({ latency }) => latency.p99) },
    ...cpus,
  ];
}
