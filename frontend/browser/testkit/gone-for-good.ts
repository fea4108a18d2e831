import { eventually, type Stack } from '@converge/test/testkit';

/**
 * Kills an instance, and holds what the stack starts in its place before it listens: nobody is there until it is let
 * back. Its clients are refused, as by a machine that has no such process. Answers how to let it back.
 */
export async function goneForGood(stack: Stack, name: string): Promise<() => Promise<void>> {
  const killed = stack.pidOf(name);
  await stack.kill(name);
  await eventually(`${name} is started again`, () => stack.pidOf(name) !== killed);
  await stack.pause(name);
  return async () => {
    await stack.resume(name);
    await stack.waitUntilUp(name);
  };
}
