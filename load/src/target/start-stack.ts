import { join } from 'node:path';
import { liveInstances } from './live-instances.js';
import { peopleOfStack } from './stack-people.js';
import { startStackProcess, type StackDescription } from './stack-process.js';
import { storedRows } from './stored-rows.js';
import type { Target } from './target.js';

/** A stack of our own: whatever it is made of is at hand. */
export interface StackTarget extends Target {
  readonly stack: StackDescription;
  /** Ends it and removes its folder; resolves once nothing is left. */
  stop(): Promise<void>;
}

export interface StackSize {
  users?: number;
  senders?: number;
  receivers?: number;
  workers?: number;
  /** Pinned instances are reached by their own ports, past nginx: for measuring one of them alone. */
  isDirect?: boolean;
}

/** Starts a local stack on free ports; one of each process where no number is given. @throws TargetUnreachableError */
export async function startStack(size: StackSize = {}): Promise<StackTarget> {
  const { users = 1, senders = 1, receivers = 1, workers = 1, isDirect = false } = size;
  const counts = { users, senders, receivers, workers };
  const flags = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, String(count)]);
  const { stack, stop } = await startStackProcess(flags);
  return { ...stackTarget(stack, isDirect), stop };
}

/** A stack that runs already, as the target of a run. */
function stackTarget(stack: StackDescription, isDirect: boolean): Omit<StackTarget, 'stop'> {
  const endpoint: Target['endpoint'] = (service, number) => {
    if (number === undefined) return `${stack.baseUrl}/${service}/graphql`;
    const instance = stack.instances.find((one) => one.service === service && one.number === number);
    if (isDirect && instance) return `${instance.url}/graphql`;
    return `${stack.baseUrl}/${service}/${number}/graphql`;
  };
  return {
    name: stack.baseUrl,
    stack,
    metrics: stack.instances.map(({ name, url }) => ({ name, url: `${url}/metrics` })),
    localProcesses: ['nginx', 'postgres', 'redis'].map((name) => ({
      name,
      pidFile: join(stack.dir, 'run', `${name}.pid`),
    })),
    endpoint,
    instances: (asked) => liveInstances(endpoint('receiver'), asked),
    people: (count, seed) => peopleOfStack(stack, count, seed),
    storedRows: (after) => storedRows(stack.postgresUrl, after),
  };
}
