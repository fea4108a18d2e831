import type { StackProcessOptions } from './stack-process.js';
import { startStack, type Stack } from './stack.js';

/** Only Postgres and Redis, under the same supervisor: for what needs stores to kill but no services. */
export function startInfra(options: StackProcessOptions = {}): Promise<Stack> {
  return startStack({ ...options, flags: ['--infra-only', ...(options.flags ?? [])] });
}
