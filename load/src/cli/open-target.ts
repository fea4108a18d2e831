import { startStack } from '../target/start-stack.js';
import type { Target } from '../target/target.js';
import { urlTarget } from '../target/url-target.js';
import type { Where } from './command.js';

/** Starts the stack, or points at what runs already; gives it to `use`, and ends what was started. */
export async function withTarget<T>(
  where: Where,
  say: (text: string) => void,
  use: (target: Target) => Promise<T>,
): Promise<T> {
  if (where.kind === 'url') return use(urlTarget(where.url, { metrics: where.metrics }));
  const { senders, receivers, workers } = where;
  say(`Starting a stack: senders ${senders}, receivers ${receivers}, workers ${workers} …`);
  const stack = await startStack({ senders, receivers, workers });
  try {
    return await use(stack);
  } finally {
    await stack.stop();
  }
}
