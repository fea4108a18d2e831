import type { Flags } from './flags.js';
import { FreePorts, type PortUse } from './ports.js';

export type ServiceName = 'user' | 'sender' | 'receiver' | 'worker';

/** One process of a service. */
export interface Instance {
  service: ServiceName;
  /** 1-based within its service. */
  number: number;
  /** Its own HTTP port; a worker's serves only probes and metrics. */
  port: number;
}

/** Every port of a stack. */
export interface PortPlan {
  nginx: number;
  postgres: number;
  redis: number;
  instances: Instance[];
}

export const nameOf = ({ service, number }: Pick<Instance, 'service' | 'number'>): string =>
  `${service}-${number}`;

/** The two instances everybody has are on the documented ports, further ones follow by number. */
const FIRST_PORTS: Record<ServiceName, readonly number[]> = {
  user: [4001, 4003],
  sender: [4002, 4004],
  receiver: [4005, 4006],
  worker: [],
};
const FURTHER_PORTS: Record<ServiceName, number> = { user: 4100, sender: 4200, receiver: 4300, worker: 4400 };
const POSTGRES_PORT = 4501;
const REDIS_PORT = 4502;

/** The documented port of an instance. */
export function fixedPort(service: ServiceName, number: number): number {
  return FIRST_PORTS[service][number - 1] ?? FURTHER_PORTS[service] + number;
}

/** Decides every port: the documented ones, or free ones for all when nginx's is 0. */
export async function planPorts(flags: Flags): Promise<PortPlan> {
  const counts: [ServiceName, number][] = flags.infraOnly
    ? []
    : [
        ['user', flags.users],
        ['sender', flags.senders],
        ['receiver', flags.receivers],
        ['worker', flags.workers],
      ];
  const all = counts.flatMap(([service, count]) =>
    Array.from({ length: count }, (_, index) => ({ service, number: index + 1 })),
  );
  if (flags.port !== 0) {
    const instances = all.map((instance) => ({
      ...instance,
      port: fixedPort(instance.service, instance.number),
    }));
    return { nginx: flags.port, postgres: POSTGRES_PORT, redis: REDIS_PORT, instances };
  }
  const free = new FreePorts();
  const instances: Instance[] = [];
  for (const instance of all) instances.push({ ...instance, port: await free.take() });
  return { nginx: await free.take(), postgres: await free.take(), redis: await free.take(), instances };
}

/** What each port is for, in words. */
export function portUses(plan: PortPlan, what: { hasNginx: boolean; hasRedis: boolean }): PortUse[] {
  return [
    ...(what.hasNginx ? [{ port: plan.nginx, purpose: 'nginx (the web client and the API)' }] : []),
    ...plan.instances.map((instance) => ({ port: instance.port, purpose: nameOf(instance) })),
    { port: plan.postgres, purpose: 'Postgres' },
    ...(what.hasRedis ? [{ port: plan.redis, purpose: 'Redis' }] : []),
  ];
}
