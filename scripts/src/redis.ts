import type { ChildSpec } from './child.js';
import type { Layout } from './layout.js';
import { redisAnswers } from './probes.js';
import { RANK } from './ranks.js';
import type { RedisProgram } from './redis-program.js';
import { StackError } from './stack-error.js';

export const redisUrl = (port: number): string => `redis://127.0.0.1:${port}`;

/** Redis as a child of the stack: every write logged, flushed each second, nothing ever evicted. */
export function redisChild(program: RedisProgram, layout: Layout, port: number): ChildSpec {
  const settings = {
    port: String(port),
    bind: program.bind,
    dir: program.dataFolder ?? layout.redis,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    // Every suite of `npm test` takes one of its own.
    databases: '64',
    // Rewriting the file forks and writes all data: below this size that costs more than reading a longer file back.
    'auto-aof-rewrite-min-size': '512mb',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return {
    name: 'redis',
    command: program.command,
    args: [
      ...program.args(port),
      ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...program.env },
    cwd: layout.redis,
    isUp: () => redisAnswers('127.0.0.1', port),
    stopSignal: 'SIGTERM',
    stopDeadlineMs: 10_000,
    rank: RANK.store,
  };
}

/** Makes sure that the Redis of the environment is there. */
export async function requireRedisAt(url: string): Promise<void> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol)) {
    throw new StackError(
      'REDIS_URL is not the URL of a Redis, e.g. redis://127.0.0.1:6379. Nothing was started.',
    );
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = Number(parsed.port === '' ? 6379 : parsed.port);
  // Behind TLS a plain PING says nothing: the services will tell.
  if (parsed.protocol === 'rediss:' || (await redisAnswers(host, port))) return;
  throw new StackError(
    `No Redis answers at ${host}:${port}, where REDIS_URL points. Start it, or unset REDIS_URL: then the stack brings its own. Nothing was started.`,
  );
}
