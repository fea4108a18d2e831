import { randomInt } from 'node:crypto';
import type { Target } from '../target/target.js';
import type { Place } from './check/chat-view.js';
import { FaultLog } from './check/fault-log.js';
import { countsOf } from './counts.js';
import { CpuShare, generatorHealth } from './generator-health.js';
import { commit, machine } from './machine.js';
import { ProcessWatch } from './measure/process-watch.js';
import { Sampler } from './measure/sampler.js';
import { goThroughPhases } from './phases.js';
import { MessageKeys, TAG_BITS } from './plan/message-key.js';
import { placesOf } from './places.js';
import { prepare } from './prepare.js';
import { beginNow, runClock } from './run-clock.js';
import type { RunOptions } from './run-options.js';
import type { PhaseName, RunResult, Sample } from './run-result.js';
import { threadSetups } from './thread-setups.js';
import type { Ledger } from './thread/protocol.js';
import { Threads } from './threads.js';
import { Timeline } from './timeline.js';
import { renewTokens } from './token-renewal.js';
import type { Totals } from './totals.js';
import { verify } from './verify.js';

/** What a run tells while it is under way. */
export interface RunListener {
  /** Aborted: nothing more is sent; what was sent is checked, and the result tells of that. */
  stop?: AbortSignal;
  /** Once a second. */
  sample?(sample: Sample): void;
  /** A phase begins, or has come so far. */
  phase?(name: PhaseName, progress?: { done: number; of: number }): void;
}

/**
 * Puts load on a target and finds out what became of every message. An aborted signal ends it early, with the
 * signal's reason. @throws TargetUnreachableError, RunOptionsError
 */
export async function run(
  target: Target,
  options: RunOptions,
  on: RunListener = {},
  signal?: AbortSignal,
): Promise<RunResult> {
  const beginning = beginNow();
  const now = runClock(beginning);
  const tag = randomInt(2 ** TAG_BITS);
  const timeline = new Timeline(now, (name, progress) => on.phase?.(name, progress));
  const progress = (done: number, of: number) => {
    signal?.throwIfAborted();
    timeline.progress(done, of);
  };
  timeline.begin('connect');
  const watch = new ProcessWatch(target, now);
  const deadBefore = await watch.deadLetters();
  const prepared = await prepare(target, options, (done, of) => {
    // Nothing was sent yet that could be checked.
    on.stop?.throwIfAborted();
    progress(done, of);
  });

  const cpu = new CpuShare();
  const threads = new Threads(threadSetups(options, prepared, { beginning, tag }));
  const sampler = new Sampler({
    now,
    phase: () => timeline.current,
    totals: () => threads.totals,
    queueDepth: () => watch.queueDepth,
    onSample: (sample) => on.sample?.(sample),
  });
  const ends = [
    () => sampler.stop(),
    () => watch.stop(),
    renewTokens(prepared.people, threads),
    onAbort(signal, () => threads.fail(signal?.reason)),
    onAbort(on.stop, () => threads.stopSending()),
  ];
  try {
    threads.onReport((report) => sampler.take(report));
    sampler.start();
    watch.start();
    let areLanesEmpty = false;
    let places: (Place | null)[] = [];
    const ledgers = await goThroughPhases(options, {
      ...{ threads, timeline, now },
      steadyBegins: () => cpu.begin(),
      steadyEnds: () => cpu.end(),
      places: async () => (places = await placesOf(target, prepared)),
      lanesEmpty: async (withinMs) => (areLanesEmpty = await watch.lanesEmpty(withinMs)),
    });
    const faults = new FaultLog();
    const keys = new MessageKeys(tag, beginning.epochMs);
    const verified = await verify({
      ...prepared,
      ...{ target, ledgers, seed: options.seed, keys, faults, progress, areLanesEmpty, places },
    });
    const deadLetters = checkDeadLetters(deadBefore, await watch.deadLetters(), faults);
    const unchecked = [
      ...verified.unchecked,
      ...(deadLetters === null ? [unseenDeadLetters(target)] : []),
      ...unstored(threads.totals),
    ];
    timeline.end();
    const uncertain = ledgers.reduce((sum, ledger) => sum + uncertainIn(ledger), 0);
    return {
      format: 'converge-load/1',
      startedAt: new Date(beginning.epochMs).toISOString(),
      ...{ commit: commit(), machine: machine(), target: target.name, options },
      phases: timeline.phases,
      ...generatorHealth(ledgers, sampler.latencies('lateness'), cpu.value),
      ...countsOf(
        threads.totals,
        { uncertain, unverified: verified.unverified },
        timeline.lengthOf('steady'),
      ),
      latency: {
        accepted: sampler.latencies('accepted').whole(),
        delivery: sampler.latencies('delivery').whole(),
        stored: sampler.latencies('stored').whole(),
      },
      correctness: { ...faults.counts, deadLetters, offenders: faults.offenders },
      ...{ unchecked, series: sampler.series, processes: watch.processes },
    };
  } finally {
    for (const end of ends) end();
    await threads.close();
  }
}

/** Returns how to hear no more of it. */
function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) act();
  signal?.addEventListener('abort', act);
  return () => signal?.removeEventListener('abort', act);
}

/** New messages and edits of which nobody knows whether they were done. */
const uncertainIn = ({ uncertain, accepted }: Ledger): number =>
  accepted.reduce((sum, { edits }) => sum + edits.uncertain.length, uncertain.length);

/** Nothing is wrong with a message that waits to be stored; but whether it will be, nobody has seen. */
function unstored({ messages, whole }: Totals): string[] {
  const count = messages - whole.stored;
  return count > 0
    ? [`${count} accepted messages were not yet said to be stored when the drain was over`]
    : [];
}

/** None may have come with this run; null: nobody has told of them. */
function checkDeadLetters(before: number | null, after: number | null, faults: FaultLog): number | null {
  if (before === null || after === null) return null;
  const count = after - before;
  if (count > 0)
    faults.add({ fault: 'deadLetters', chatId: '', detail: `${count} events could not be stored` }, count);
  return faults.counts.deadLetters;
}

const unseenDeadLetters = ({ metrics }: Target): string =>
  metrics.length === 0
    ? "dead letters: give --metrics with a worker's page"
    : 'dead letters: no worker has told of them, at the beginning or at the end';
