import { LIFTED_LIMITS } from './services.js';
import { relative } from 'node:path';
import pc from 'picocolors';
import { redact } from './log-line.js';
import type { Layout } from './layout.js';
import type { ServiceName } from './instances.js';
import type { StackDescription } from './stack-file.js';

/** What the seed makes. */
const DEMO_ACCOUNTS = 'alice, bob, carol and admin, password converge-demo';

const WORDS: Record<ServiceName, string> = {
  user: 'user-service',
  sender: 'sender-service',
  receiver: 'receiver-service',
  worker: 'persistence-worker',
};

/** The table that says that everything is up, and where. */
export function readyTable(stack: StackDescription, layout: Layout, total: string): string {
  const { baseUrl } = stack;
  const rows = baseUrl === undefined ? infraRows(stack) : [...webRows(stack, baseUrl), ...infraRows(stack)];
  const all: [string, string][] = [...rows, ['', ''], ...endRows(stack, layout)];
  const width = Math.max(...all.map(([label]) => label.length));
  const body = all.map(([label, text]) => `  ${pc.dim(label.padEnd(width))}  ${text}`.trimEnd());
  const title = `  ${baseUrl === undefined ? 'Postgres and Redis are' : 'Converge is'} ready (${total})`;
  return ['', pc.bold(pc.green(title)), '', ...body, ''].join('\n');
}

function webRows(stack: StackDescription, baseUrl: string): [string, string][] {
  const services = (['user', 'sender', 'receiver', 'worker'] as const).filter((service) =>
    stack.instances.some((instance) => instance.service === service),
  );
  return [
    ['Web client', pc.bold(baseUrl)],
    ['Sign in as', DEMO_ACCOUNTS],
    ['', ''],
    ['API', `${baseUrl}/user/graphql`],
    ['', `${baseUrl}/sender/graphql`],
    ['', `${baseUrl}/receiver/graphql  (WebSocket too: ${baseUrl.replace('http', 'ws')}/receiver/graphql)`],
    ['One instance', `${pinnedPaths(stack, baseUrl)}`],
    ['', ''],
    ...services.map((service): [string, string] => [WORDS[service], portsOf(stack, service)]),
    ['Rate limits', rateLimits()],
  ];
}

/** The truth about the limits: lifted, but for those that the caller has set. */
function rateLimits(): string {
  const set = Object.keys(LIFTED_LIMITS).filter((name) => process.env[name] !== undefined);
  if (set.length === 0) {
    return 'per user and per address are lifted here, for load tests; everywhere else they are on';
  }
  return `as you set them: ${set.map((name) => `${name}=${process.env[name]}`).join(', ')}; others are lifted`;
}

function pinnedPaths(stack: StackDescription, baseUrl: string): string {
  const last = (service: ServiceName) =>
    stack.instances.filter((instance) => instance.service === service).at(-1);
  return [last('sender'), last('receiver')]
    .flatMap((instance) =>
      instance === undefined ? [] : [`${baseUrl}/${instance.service}/${instance.number}/graphql`],
    )
    .join('  ');
}

function portsOf(stack: StackDescription, service: ServiceName): string {
  const those = stack.instances.filter((instance) => instance.service === service);
  const path = service === 'worker' ? '/health/ready, /metrics' : '/graphql, /health/ready, /metrics';
  return `${those.map(({ name, port }) => `${name} :${port}`).join(', ')}  (${path})`;
}

function infraRows({ postgresUrl, redisUrl, dir, ports }: StackDescription): [string, string][] {
  const redis = ports.redis === undefined ? ' (yours, by REDIS_URL)' : '';
  return [
    ['Postgres', `${redact(postgresUrl)}  (password: ${shown(dir)}/secrets/postgres-password)`],
    ['Redis', `${redact(redisUrl)}${redis}`],
  ];
}

function endRows({ baseUrl }: StackDescription, { dir, logs, nginx }: Layout): [string, string][] {
  const access = baseUrl === undefined ? '' : `, ${shown(nginx)}/access.log`;
  return [
    ['Logs', `${shown(logs)}/<name>.log${access}`],
    ['Data', `${shown(dir)}  (npm start -- --fresh forgets it)`],
    ['Process ids', `${shown(dir)}/run/<name>.pid  (kill one: it is started again)`],
    ['Stop', 'Ctrl-C'],
  ];
}

const shown = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
};
