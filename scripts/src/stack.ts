import { rmSync } from 'node:fs';
import type { Flags } from './flags.js';
import { planPorts, portUses, type PortPlan } from './instances.js';
import type { Layout } from './layout.js';
import { nginxChild } from './nginx.js';
import { requireFreePorts } from './ports.js';
import { makeCluster } from './postgres-cluster.js';
import { forgetPostgresData, preparePostgresHome } from './postgres-home.js';
import { postgresChild, postgresUrl } from './postgres.js';
import { answersOkWithin } from './probes.js';
import { findRedisProgram, type RedisProgram } from './redis-program.js';
import { redisChild, redisUrl, requireRedisAt } from './redis.js';
import { readOrMakeSecrets, type Secrets } from './secrets.js';
import { errand, ERRANDS, serviceChild, type Wiring } from './services.js';
import { StackError } from './stack-error.js';
import { describeStack, type StackDescription } from './stack-file.js';
import type { Steps } from './steps.js';
import type { Supervisor } from './supervisor.js';

/** All that is decided before anything is started. */
export interface Preparation {
  plan: PortPlan;
  /** Undefined: REDIS_URL names one. */
  redis: RedisProgram | undefined;
}

/** Looks whether everything is there that a start needs; throws StackError when it is not. Starts nothing. */
export async function prepare(flags: Flags, layout: Layout, steps: Steps): Promise<Preparation> {
  const foreignRedis = process.env.REDIS_URL;
  const plan = await planPorts(flags);
  await requireFreePorts(
    portUses(plan, { hasNginx: !flags.infraOnly, hasRedis: foreignRedis === undefined }),
  );
  if (foreignRedis !== undefined) {
    await requireRedisAt(foreignRedis);
    return { plan, redis: undefined };
  }
  const redis = await steps.step('Found a Redis', (progress) => findRedisProgram(layout, progress));
  return { plan, redis };
}

/** Forgets what earlier runs left: data, logs, secrets. A Redis of one's own (REDIS_URL) is not touched. */
export function forget(layout: Layout): void {
  forgetPostgresData(layout);
  for (const path of [layout.redis, layout.logs, layout.secrets, layout.nginx])
    rmSync(path, { recursive: true, force: true });
}

/** Starts everything in order; resolves when it is ready. */
export async function bringUp(
  flags: Flags,
  layout: Layout,
  { plan, redis }: Preparation,
  supervisor: Supervisor,
  steps: Steps,
): Promise<StackDescription> {
  const secrets = readOrMakeSecrets(layout);
  const urls = {
    postgresUrl: postgresUrl(plan.postgres, secrets.postgresPassword),
    redisUrl: process.env.REDIS_URL ?? redisUrl(plan.redis),
  };
  await Promise.all([
    startPostgres(layout, plan, secrets, supervisor, steps),
    redis && steps.step('Redis', () => supervisor.start(redisChild(redis, layout, plan.redis))),
  ]);
  if (!flags.infraOnly) {
    await startServices({ plan, ...urls, secrets, logLevel: flags.logLevel }, supervisor, steps);
    await startDoor(layout, plan, supervisor, steps);
  }
  return describeStack(plan, urls, {
    dir: layout.dir,
    hasNginx: !flags.infraOnly,
    ownRedis: redis !== undefined,
  });
}

async function startPostgres(
  layout: Layout,
  plan: PortPlan,
  secrets: Secrets,
  supervisor: Supervisor,
  steps: Steps,
): Promise<void> {
  await steps.step('Postgres', () => {
    const home = preparePostgresHome(layout);
    makeCluster(home, secrets.postgresPassword);
    return supervisor.start(postgresChild(home, plan.postgres));
  });
}

async function startServices(wiring: Wiring, supervisor: Supervisor, steps: Steps): Promise<void> {
  for (const one of ERRANDS) await steps.step(one.what, () => supervisor.runOnce(errand(one, wiring)));
  const { instances } = wiring.plan;
  await steps.step(`Services: ${instances.length} processes`, () =>
    Promise.all(instances.map((instance) => supervisor.start(serviceChild(instance, wiring)))),
  );
}

/** For the first answer at "localhost"; a busy machine may be late. */
const DOOR_ANSWERS_WITHIN_MS = 20_000;

async function startDoor(
  layout: Layout,
  plan: PortPlan,
  supervisor: Supervisor,
  steps: Steps,
): Promise<void> {
  const url = `http://localhost:${plan.nginx}`;
  await steps.step(`nginx, ${url} answers`, async () => {
    await supervisor.start(await nginxChild(layout, plan));
    if (!(await answersOkWithin(`${url}/healthz`, DOOR_ANSWERS_WITHIN_MS))) {
      throw new StackError(`nginx runs, but ${url} does not answer: does "localhost" lead to this machine?`);
    }
  });
}
