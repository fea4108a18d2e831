import { afterAll, beforeAll, it as jestIt } from '@jest/globals';
import type { RunningStack, Stack } from '@converge/test/testkit';
import type { Browser } from 'playwright-core';
import { Cast } from './cast.js';
import { launchChromium } from './chromium.js';
import { keepEvidence } from './evidence.js';
import { sharedStack } from './shared-stack.js';

type Scene<S extends RunningStack> = (cast: Cast & { stack: S }) => Promise<void>;

/**
 * One Chromium for this file, on the shared stack or on one of its own (for tests that kill). Its `it` is Jest's, with
 * a new cast each; a test fails, too, when anything on anybody's page went wrong. Nothing is tried twice.
 */
export function withBrowser(): { it: (promise: string, scene: Scene<RunningStack>) => void };
export function withBrowser(start: () => Promise<Stack>): {
  it: (promise: string, scene: Scene<Stack>) => void;
};
export function withBrowser(start?: () => Promise<Stack>): { it: (promise: string, scene: never) => void } {
  let browser: Browser;
  let stack: RunningStack;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const ownStack = async () => {
      const own = await start!();
      return { stack: own, stop: () => own.stop() };
    };
    [browser, { stack, stop }] = await Promise.all([launchChromium(), start ? ownStack() : sharedStack()]);
  });

  afterAll(async () => {
    await browser?.close();
    await stop?.();
  });

  return {
    it: (promise, scene: Scene<RunningStack>) =>
      jestIt(promise, async () => {
        const cast = new Cast(browser, stack);
        try {
          await scene(cast);
          const findings = await cast.findings();
          if (findings.length > 0) throw new Error(findings.join('\n'));
        } catch (error) {
          throw await withEvidence(error, cast);
        } finally {
          await cast.leave();
        }
      }),
  };
}

async function withEvidence(error: unknown, cast: Cast): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  const also = await cast
    .findings()
    .catch((why: unknown) => [`The pages could not be asked: ${String(why)}`]);
  const message = [error.message, ...also, `Seen: ${await keepEvidence(cast.tabs)}`].join('\n');
  // Jest shows the stack, which has a copy of the message on top.
  error.stack = error.stack?.replace(error.message, () => message);
  error.message = message;
  return error;
}
