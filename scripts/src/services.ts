import { join } from 'node:path';
import type { ChildSpec } from './child.js';
import { nameOf, type Instance, type PortPlan, type ServiceName } from './instances.js';
import { ROOT } from './layout.js';
import { answersOk } from './probes.js';
import { RANK } from './ranks.js';
import type { Secrets } from './secrets.js';

/** What the processes of a stack are told about it. */
export interface Wiring {
  plan: PortPlan;
  postgresUrl: string;
  redisUrl: string;
  secrets: Secrets;
  logLevel: string;
}

const ENTRIES: Record<ServiceName, string> = {
  user: 'backend/user-service/dist/main.js',
  sender: 'backend/sender-service/dist/main.js',
  receiver: 'backend/receiver-service/dist/main.js',
  worker: 'backend/persistence-worker/dist/main.js',
};

/** What runs to its end before the services start, in this order. */
export const ERRANDS = [
  { name: 'migrate', what: 'Migrating the database', entry: 'backend/persistence-worker/dist/migrate.js' },
  { name: 'seed', what: 'Seeding the demo accounts', entry: 'backend/user-service/dist/seed.js' },
] as const;

/** 0 turns a limit off, for load testers. A variable set by the caller wins. */
export const LIFTED_LIMITS = {
  MESSAGES_PER_SECOND: '0',
  SIGN_IN_PER_ACCOUNT_PER_15_MIN: '0',
  SIGN_IN_PER_ADDRESS_PER_15_MIN: '0',
};

/** Longer than the services' own SHUTDOWN_DEADLINE_MS (10 s), which ends them in order. */
const STOP_DEADLINE_MS = 12_000;

/** One instance as a child of the stack. */
export function serviceChild(instance: Instance, wiring: Wiring): ChildSpec {
  return {
    name: nameOf(instance),
    command: process.execPath,
    args: [join(ROOT, ENTRIES[instance.service])],
    env: { ...commonEnv(wiring), ...instanceEnv(instance, wiring) },
    cwd: ROOT,
    isUp: () => answersOk(`http://127.0.0.1:${instance.port}/health/ready`),
    stopSignal: 'SIGTERM',
    stopDeadlineMs: STOP_DEADLINE_MS,
    rank: instance.service === 'worker' ? RANK.worker : RANK.service,
  };
}

/** A migration or the seed. */
export function errand({ name, entry }: (typeof ERRANDS)[number], wiring: Wiring) {
  return { name, args: [join(ROOT, entry)], env: commonEnv(wiring), cwd: ROOT };
}

/** The caller's environment, under what the stack decides. */
function commonEnv(wiring: Wiring): NodeJS.ProcessEnv {
  return {
    ...LIFTED_LIMITS,
    GRAPHQL_INTROSPECTION: 'true',
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    LOG_LEVEL: wiring.logLevel,
    POSTGRES_URL: wiring.postgresUrl,
    POSTGRES_REPLICA_URLS: '',
    REDIS_URL: wiring.redisUrl,
    QUEUE_REDIS_URL: process.env.QUEUE_REDIS_URL ?? wiring.redisUrl,
    SESSION_REDIS_URL: process.env.SESSION_REDIS_URL ?? wiring.redisUrl,
    COOKIE_SECURE: 'false',
    TRUSTED_PROXIES: '127.0.0.1',
  };
}

function instanceEnv({ service, number, port }: Instance, { plan, secrets }: Wiring): NodeJS.ProcessEnv {
  return {
    INSTANCE_NUMBER: String(number),
    PORT: String(port),
    JWT_ISSUER: 'converge',
    JWT_AUDIENCE: 'converge',
    // Through nginx: it finds a living user service, whichever was killed.
    JWKS_URL: `http://127.0.0.1:${plan.nginx}/.well-known/jwks.json`,
    // The private half is for the issuer alone.
    ...(service === 'user' ? { JWT_PRIVATE_KEY_FILE: secrets.jwtPrivateKeyFile } : {}),
  };
}
