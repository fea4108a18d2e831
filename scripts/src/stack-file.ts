import { nameOf, type Instance, type PortPlan } from './instances.js';
import { writeWhole } from './write-whole.js';

/** What <dir>/stack.json says, and what a parent with an IPC channel is sent: the stack is ready, and where. */
export interface StackDescription {
  /** The supervisor's process id. */
  pid: number;
  /** nginx; absent with --infra-only. */
  baseUrl?: string;
  postgresUrl: string;
  redisUrl: string;
  dir: string;
  ports: { nginx?: number; postgres: number; redis?: number };
  instances: (Instance & { name: string; url: string })[];
}

/** One instance with the ways to it. */
export const describeInstance = (instance: Instance): StackDescription['instances'][number] => ({
  ...instance,
  name: nameOf(instance),
  url: `http://127.0.0.1:${instance.port}`,
});

/** Puts the whole of a stack into words; `ownRedis` is false when REDIS_URL brought another. */
export function describeStack(
  plan: PortPlan,
  urls: { postgresUrl: string; redisUrl: string },
  stack: { dir: string; hasNginx: boolean; ownRedis: boolean },
): StackDescription {
  return {
    pid: process.pid,
    ...(stack.hasNginx ? { baseUrl: `http://localhost:${plan.nginx}` } : {}),
    ...urls,
    dir: stack.dir,
    ports: {
      ...(stack.hasNginx ? { nginx: plan.nginx } : {}),
      postgres: plan.postgres,
      ...(stack.ownRedis ? { redis: plan.redis } : {}),
    },
    instances: plan.instances.map(describeInstance),
  };
}

/** Closed to others: it holds the password of Postgres. */
export function writeStackFile(file: string, description: StackDescription): void {
  writeWhole(file, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
}
