import type { Controls } from './controls.js';
import { Deployment } from './deployment.js';
import { LocalStack } from './local-stack.js';
import type { RunningStack } from './running-stack.js';
import { StackProcess, type StackProcessOptions } from './stack-process.js';

/** How large a stack; a number that is not given is that of `npm start`. */
export interface StackOptions extends StackProcessOptions {
  users?: number;
  senders?: number;
  receivers?: number;
  workers?: number;
}

/** A stack with all that a test may do to it. */
export type Stack = RunningStack & Controls;

/**
 * Starts a stack in a folder of its own; resolves once it is ready, rejects with the end of its output. With
 * CONVERGE_URL it is the deployment there, under docker compose's project COMPOSE_PROJECT_NAME: as large, and configured,
 * as whoever runs it wanted it, whatever the options ask for.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { CONVERGE_URL, COMPOSE_PROJECT_NAME = 'converge' } = process.env;
  if (CONVERGE_URL) return Deployment.find(CONVERGE_URL, COMPOSE_PROJECT_NAME);
  const { users, senders, receivers, workers, flags = [], ...rest } = options;
  const counts = Object.entries({ users, senders, receivers, workers }).flatMap(([name, count]) =>
    count === undefined ? [] : [`--${name}`, String(count)],
  );
  const stackProcess = new StackProcess({ ...rest, flags: [...counts, ...flags] });
  return new LocalStack(stackProcess, await stackProcess.ready());
}
