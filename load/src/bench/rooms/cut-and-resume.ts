import { call } from '../../target/graphql-call.js';
import type { Person } from '../../target/target.js';
import { startAudience, type Audience } from '../listeners/audience.js';
import type { FollowerSpec, Known } from '../listeners/commands.js';
import { markedText, nowUs } from '../listeners/marks.js';
import { pace } from '../listeners/pace.js';
import { cpuUsOf } from '../process-usage.js';
import type { RunningStack } from '../subjects/stack.js';
import type { StatementLog } from '../subjects/statement-log.js';
import { drained } from '../subjects/worker.js';
import { liveUrl, type Sending } from './converge-room.js';
import type { Pair } from './viewers.js';

export interface CutAndResume {
  stack: RunningStack;
  pairs: readonly Pair[];
  sending: Sending;
  statements: StatementLog;
  /** In no chat: what they ask warms nothing that the others need. */
  outsider: Person;
  way: FollowerSpec['way'];
}

export interface Return {
  allLiveMs: number;
  medianMs: number;
  /** Of the receiver, while they came back. */
  statements: string[];
  cpuUs: number;
  connectAttempts: number;
  wrong: Known;
}

/** Messages in each chat while nobody is there. */
const MISSED = 2;
const SAID_PER_SECOND = 400;
const FOLLOW_AT_ONCE = 50;
const PATIENCE_MS = 60_000;

/**
 * Everybody listens and knows the first message of their chat; all are cut; more is said and stored, and the receiver
 * forgets the chats; all come back at once, and hear one more.
 */
export async function cutAndResume({
  stack,
  pairs,
  sending,
  statements,
  outsider,
  way,
}: CutAndResume): Promise<Return> {
  const audience = await startAudience();
  let number = 0;
  const sayInAll = async () => {
    number += 1;
    await pace({ perSecond: SAID_PER_SECOND, count: pairs.length }, (index) => {
      const { people, chatId } = pairs[index]!;
      return sending.send(people[0], chatId, markedText({ number, scheduledUs: nowUs() }));
    });
  };
  try {
    await audience.tell('follow', {
      followers: await followersOf(stack, pairs, way),
      atOnce: FOLLOW_AT_ONCE,
    });
    await sayInAll();
    await untilKnown(audience, number);
    await audience.tell('cut', null);
    for (let n = 0; n < MISSED; n++) await sayInAll();
    await drained(stack);
    await untilForgotten(stack);
    await proveSight(stack, statements, outsider);

    const pid = stack.pidOf('receiver-1');
    const cpuBefore = cpuUsOf(pid);
    const resumed = await statements.during('receiver-1', () => audience.tell('resume', { upTo: number }));
    const cpuUs = cpuUsOf(pid) - cpuBefore;
    await sayInAll();
    const wrong = await untilKnown(audience, number);
    const { ms, eachMs, connectAttempts } = resumed.result;
    const medianMs = eachMs[Math.floor(eachMs.length / 2)]!;
    return { allLiveMs: ms, medianMs, statements: resumed.statements, cpuUs, connectAttempts, wrong };
  } finally {
    await audience.stop();
  }
}

/** Throws if the log does not show what a receiver surely asks Postgres: then no statements would mean nothing. */
async function proveSight(stack: RunningStack, statements: StatementLog, outsider: Person): Promise<void> {
  const token = await outsider.token();
  const ask = () => call(`${stack.urlOf('receiver-1')}/graphql`, token, '{ chats { id } }', {});
  const { statements: seen } = await statements.during('receiver-1', ask);
  if (seen.length === 0) throw new Error('receiver-1 has asked for a list of chats, and no log tells of it');
}

function followersOf(
  stack: RunningStack,
  pairs: readonly Pair[],
  way: FollowerSpec['way'],
): Promise<FollowerSpec[]> {
  const url = liveUrl(stack);
  return Promise.all(
    pairs.flatMap(({ people, chatId }) =>
      people.map(async (person) => ({ url, token: await person.token(), chatId, way })),
    ),
  );
}

/** Everybody knows the mark: what they have wrong by then. */
async function untilKnown(audience: Audience, number: number): Promise<Known> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const known = await audience.tell('known', null);
    if (known.quietest >= number) return known;
    if (performance.now() > deadline) throw new Error(`mark ${number}: only ${JSON.stringify(known)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A feed without listeners is kept for some seconds; here nobody comes back in time. */
async function untilForgotten(stack: RunningStack): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${stack.urlOf('receiver-1')}/metrics`)).text();
    if (/^converge_feeds\{.*\} 0$/m.test(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
