import { RunningStack, startStack } from '@converge/test/testkit';

export interface StackOfFile {
  stack: RunningStack;
  stop(): Promise<void>;
}

/**
 * The stack that scripts/test-browser.mjs has started for all files that kill nothing: people of one test never meet
 * those of another. Without it (Jest called by hand) one of its own.
 */
export async function sharedStack(): Promise<StackOfFile> {
  const described = process.env.TEST_STACK;
  if (described !== undefined) {
    return { stack: new RunningStack(JSON.parse(described)), stop: () => Promise.resolve() };
  }
  const stack = await startStack();
  return { stack, stop: () => stack.stop() };
}
