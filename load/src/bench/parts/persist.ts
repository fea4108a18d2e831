import { CpuMeter } from '../cpu-meter.js';
import { startGenerator } from '../generator/generator.js';
import type { Part, PartContext } from '../part.js';
import { ratios } from '../statistics.js';
import { connectRawInsert } from '../subjects/raw-insert.js';
import type { RunningStack } from '../subjects/stack.js';
import { drained, storedUpTo, workerSays } from '../subjects/worker.js';
import { CONVERGE, makeWriters, shotsOf } from '../subjects/writers.js';

interface Round {
  workerMs: number;
  rawMs: number;
  /** By process, us for each event that the worker has stored. */
  cpuUsEach: Record<string, number>;
  /** The same of Postgres for the raw insert. */
  rawCpuUsEach: number;
}

/** With a few, a batch would write a few counter rows, however many messages it has: the kindest case. The worker's batches are of 8,000. */
const CHATS = 2_000;
const CONNECTIONS = 32;

export const persist: Part = {
  name: 'persist',
  title: 'Storing a backlog',
  about:
    'The worker is stopped while messages of ' +
    `${CHATS.toLocaleString('en')} 1:1 chats, each in its turn, gather in its queue: a batch of 8,000 finds each some four times, and writes its counters and its author’s watermark once. ` +
    'Then it drains them: rows, counters and watermarks in Postgres, ' +
    'pending marks cleared and Persisted published. Beside it the same rows, and nothing else, inserted by `INSERT … SELECT FROM unnest` in ' +
    'batches of the same size, into a table of the same shape and indexes: one after another, where the worker has two under way.',
  async run(context) {
    const events = context.pick(100_000, 500);
    const stack = await context.startStack();
    const round = await makeRound(context, stack);
    context.say('warming up');
    await round(context.pick(5_000, 50));
    const { rounds } = await context.interleave({ rounds: () => round(events) });

    const worker = rounds.map(({ workerMs }) => (events / workerMs) * 1000);
    const raw = rounds.map(({ rawMs }) => (events / rawMs) * 1000);
    const cpus = Object.keys(rounds[0]!.cpuUsEach).map((name) => ({
      subject: 'one worker',
      measure: `${name} CPU us`,
      values: rounds.map(({ cpuUsEach }) => cpuUsEach[name]!),
    }));
    return {
      figures: [
        { subject: 'one worker', measure: 'events/s', values: worker },
        ...cpus,
        { subject: 'raw insert', measure: 'events/s', values: raw },
        {
          subject: 'raw insert',
          measure: 'Postgres CPU us',
          values: rounds.map(({ rawCpuUsEach }) => rawCpuUsEach),
        },
      ],
      bars: [
        {
          label: `one worker draining ${events.toLocaleString('en')} events against the raw insert`,
          values: ratios(worker, raw),
          ...{ unit: 'x', wanted: { atLeast: 0.5 } },
        },
      ],
      notes: [],
    };
  },
};

/** Fills the queue while the worker is stopped, lets it drain, then inserts the same rows raw. */
async function makeRound(
  context: PartContext,
  stack: RunningStack,
): Promise<(events: number) => Promise<Round>> {
  const url = `${stack.urlOf('sender-1')}/graphql`;
  const count = context.pick(CHATS, 4);
  const people = await stack.people(count + 1, 1);
  const writers = await makeWriters(url, CONVERGE, people, { count, participants: 2 });
  const raw = await connectRawInsert(stack.stack.postgresUrl);
  context.onEnd(() => raw.stop());
  const generator = await startGenerator();
  context.onEnd(() => generator.stop());
  const pid = stack.pidOf('worker-1');

  return async (events) => {
    await drained(stack);
    const before = await workerSays(stack, 'converge_events_stored_total');
    const rowsBefore = await raw.stored();
    // Nothing is active in it, so no job of it can count as stalled.
    process.kill(pid, 'SIGSTOP');
    try {
      context.say(`filling the queue with ${events.toLocaleString('en')} events`);
      const shots = await shotsOf(url, CONVERGE, writers);
      await generator.run({ kind: 'closed', shots, connections: CONNECTIONS, until: { answers: events } });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    context.say('the worker drains it');
    const begun = performance.now();
    const meter = new CpuMeter({
      worker: pid,
      Redis: stack.pidOf('redis'),
      Postgres: stack.pidOf('postgres'),
    });
    await storedUpTo(stack, before + events);
    const workerMs = performance.now() - begun;
    await drained(stack);
    const used = Object.entries(meter.used());

    const rows = (await raw.stored()) - rowsBefore;
    if (rows !== events) throw new Error(`${events} messages were accepted, ${rows} rows came of them`);
    context.say('the same rows by raw inserts');
    const rawMeter = new CpuMeter({ Postgres: stack.pidOf('postgres') });
    const rawMs = await raw.insertLatest(events);
    return {
      ...{ workerMs, rawMs, rawCpuUsEach: rawMeter.used()['Postgres']! / events },
      cpuUsEach: Object.fromEntries(used.map(([name, us]) => [name, us / events])),
    };
  };
}
