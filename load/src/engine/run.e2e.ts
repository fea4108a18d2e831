import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startStack, type StackTarget } from '../target/start-stack.js';
import { TargetUnreachableError } from '../target/target.js';
import { urlTarget } from '../target/url-target.js';
import { run, type RunListener } from './run.js';
import type { RunOptions } from './run-options.js';
import { FAULTS, type PhaseName, type RunResult, type Sample } from './run-result.js';

// More than a stack is given to become ready, and a run to drain: what they say of it is more than Jest would.
jest.setTimeout(300_000);

let stack: StackTarget;
beforeAll(async () => {
  stack = await startStack({ senders: 2, receivers: 2 });
});
afterAll(async () => {
  await stack?.stop();
});

const SMALL: RunOptions = {
  ...{ users: 12, chats: 10, members: 3, rate: 60, inFlight: null },
  ...{ warmUpMs: 500, rampMs: 500, durationMs: 2500, drainMs: 60_000 },
  ...{ editRatio: 0.1, readRatio: 0.5, senders: 'all', receivers: 'all', pin: { kind: 'round-robin' } },
  ...{ seed: 1, threads: 2 },
};

/** `deadLetters` null: nobody tells of them there. */
function expectCorrect({ correctness }: RunResult, deadLetters: number | null = 0): void {
  const { offenders, ...counts } = correctness;
  expect(offenders).toEqual([]);
  expect(counts).toEqual({ ...Object.fromEntries(FAULTS.map((fault) => [fault, 0])), deadLetters });
}

/** What was done fits together: nothing refused, everybody told, all of it stored. */
function expectWhole({ counts, latency }: RunResult, members: number): void {
  const { asked, accepted, refused, uncertain, delivered, stored, edits } = counts;
  expect({ accepted, refused, uncertain }).toEqual({ accepted: asked, refused: 0, uncertain: 0 });
  const messages = accepted - edits;
  expect(messages).toBeGreaterThan(0);
  expect({ stored, delivered }).toEqual({ stored: messages, delivered: messages * (members - 1) });
  expect(latency.accepted.count).toBe(accepted);
  expect(latency.stored.count).toBe(messages);
  expect(latency.delivery.count).toBe(delivered);
}

describe('A run', () => {
  test('finds nothing wrong with a stack that is well, and says what it did', async () => {
    const phases: PhaseName[] = [];
    const samples: Sample[] = [];
    const result = await run(stack, SMALL, {
      phase: (name, progress) => void (progress || phases.push(name)),
      sample: (sample) => samples.push(sample),
    });
    expectCorrect(result);
    expectWhole(result, SMALL.members);
    expect(result.counts).toMatchObject({ reconnects: 0, resumed: 0, gaps: 0 });
    expect(result.counts.edits).toBeGreaterThan(0);
    expect(result.counts.reads).toBeGreaterThan(0);
    expect(phases).toEqual(['connect', 'warm-up', 'steady', 'drain', 'verify']);
    expect(result.phases.map(({ name }) => name)).toEqual(phases);
    expect(samples).toEqual(result.series);
    expect(samples.some(({ connections }) => connections === SMALL.users)).toBe(true);
    expect(result.processes.map(({ name }) => name)).toContain('receiver-2');
    expect(result.unchecked).toEqual([]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('goes on in the chats of an earlier one, with so many under way as asked for', async () => {
    const result = await run(stack, { ...SMALL, inFlight: 3, warmUpMs: 0, rampMs: 0, durationMs: 1000 });
    expectCorrect(result);
    expectWhole(result, SMALL.members);
  });

  test('that is stopped checks what it has done until then', async () => {
    const stop = new AbortController();
    const on: RunListener = {
      stop: stop.signal,
      sample: ({ phase, acceptedPerSecond }) => phase === 'steady' && acceptedPerSecond > 0 && stop.abort(),
    };
    // Without a warm-up, whatever a sample tells of counts; and what is accepted first is always a message.
    const options = { ...SMALL, warmUpMs: 0, rampMs: 0, durationMs: 600_000 };
    const result = await run(stack, options, on);
    expectCorrect(result);
    expectWhole(result, SMALL.members);
  });

  test('that is aborted ends with the reason', async () => {
    const reason = new Error('enough');
    await expect(run(stack, SMALL, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

test('Somebody else’s system is reached as its users reach it: people sign up, and the next time in', async () => {
  const target = urlTarget(stack.name);
  const options: RunOptions = {
    ...SMALL,
    ...{ users: 4, chats: 3, members: 2, durationMs: 500, seed: 2, pin: { kind: 'none' } },
  };
  for (const _ of ['first', 'again']) {
    const result = await run(target, options);
    expectCorrect(result, null);
    expectWhole(result, 2);
    expect(result.unchecked).toEqual([
      expect.stringContaining('rows in Postgres'),
      expect.stringContaining('dead letters'),
    ]);
  }
});

test('Where nobody answers, that is said', async () => {
  await expect(run(urlTarget('http://127.0.0.1:1'), { ...SMALL, users: 3 })).rejects.toThrow(
    TargetUnreachableError,
  );
});

describe('Whatever is killed', () => {
  test.each(['receiver-1', 'sender-1'])(
    '%s in the middle of it: nothing is lost, told twice or out of order',
    async (name) => {
      let isKilled = false;
      const result = await run(
        stack,
        { ...SMALL, durationMs: 4000 },
        {
          sample: ({ phase }) => {
            if (isKilled || phase !== 'steady') return;
            isKilled = true;
            process.kill(
              Number(readFileSync(join(stack.stack.dir, 'run', `${name}.pid`), 'utf8')),
              'SIGKILL',
            );
          },
        },
      );
      expect(isKilled).toBe(true);
      expectCorrect(result);
      expectWhole(result, SMALL.members);
      if (!name.startsWith('receiver')) return;
      expect(result.counts.reconnects).toBeGreaterThan(0);
      expect(result.counts.resumed).toBeGreaterThan(0);
    },
  );
});
