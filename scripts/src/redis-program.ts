import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, output } from './commands.js';
import { ROOT, type Layout } from './layout.js';
import { fetchedRedis, fetchRedisPackages } from './redis-packages.js';
import { isRoot } from './reachable.js';
import { reasonOf, StackError } from './stack-error.js';

/** How to run a Redis server here. */
export interface RedisProgram {
  command: string;
  /** What comes before Redis' own settings. */
  args: (port: number) => readonly string[];
  bind: string;
  env?: NodeJS.ProcessEnv;
  /** The data folder as Redis sees it, when it is not the stack's. */
  dataFolder?: string;
  /** In words, for the progress line. */
  origin: string;
}

/** Beside PATH: Homebrew's folders are missing in the PATH of some editors' terminals. */
const FURTHER_FOLDERS = process.platform === 'darwin' ? ['/opt/homebrew/bin', '/usr/local/bin'] : [];
const INSTALL_WITHIN_MS = 10 * 60_000;
/** A fetched Redis belongs to the clone, not to one stack: it is fetched once, and --fresh keeps it. */
const FETCHED_FOLDER = process.env.CONVERGE_REDIS_FOLDER ?? join(ROOT, '.stack', 'redis-server');

/** One way to get a Redis; undefined when it does not apply on this machine. */
type Way = (layout: Layout, progress: (text: string) => void) => Promise<RedisProgram | undefined>;

const WAYS: readonly [what: string, way: Way][] = [
  ['redis-server or valkey-server on PATH', async () => onPath()],
  ['Debian packages unpacked here', unpackPackages],
  ['apt-get install', installWithApt],
  ['Homebrew', installWithBrew],
  ['Docker', inDocker],
];

/** Finds a Redis or gets one, in the order of WAYS; throws one message that names all ways when none works. */
export async function findRedisProgram(
  layout: Layout,
  progress: (text: string) => void,
): Promise<RedisProgram> {
  const failures: string[] = [];
  for (const [what, way] of WAYS) {
    try {
      const program = await way(layout, progress);
      if (program !== undefined) return program;
    } catch (error) {
      failures.push(`  Tried ${what}: ${reasonOf(error).split('\n')[0]}`);
    }
  }
  throw new StackError(
    [
      'No Redis was found, and none could be fetched. Any one of these helps:',
      '  - a running one:      REDIS_URL=redis://host:6379 npm start',
      '  - Debian or Ubuntu:   apt-get install redis-server',
      '  - macOS:              brew install redis',
      '  - anything else:      redis-server or valkey-server on PATH, or a running Docker',
      ...failures,
      'Nothing was started.',
    ].join('\n'),
  );
}

function onPath(): RedisProgram | undefined {
  const command =
    findProgram('redis-server', FURTHER_FOLDERS) ?? findProgram('valkey-server', FURTHER_FOLDERS);
  return command === undefined ? undefined : native(command, command);
}

function native(command: string, origin: string, env?: NodeJS.ProcessEnv): RedisProgram {
  return { command, args: () => [], bind: '127.0.0.1', origin, env };
}

async function unpackPackages(
  _layout: Layout,
  progress: (text: string) => void,
): Promise<RedisProgram | undefined> {
  const known = await fetchedRedis(FETCHED_FOLDER);
  if (known !== undefined) return native(known.command, `unpacked in ${FETCHED_FOLDER}`, known.env);
  const isDebian = existsSync('/etc/debian_version') && findProgram('apt-get') && findProgram('dpkg-deb');
  if (!isDebian) return undefined;
  progress('no redis-server on PATH: fetching the Debian package (1.5 MB, nothing is installed)');
  const fetched = await fetchRedisPackages(FETCHED_FOLDER);
  return native(fetched.command, `unpacked in ${FETCHED_FOLDER}`, fetched.env);
}

async function installWithApt(
  _layout: Layout,
  progress: (text: string) => void,
): Promise<RedisProgram | undefined> {
  const apt = findProgram('apt-get');
  if (apt === undefined || !isRoot()) return undefined;
  progress('installing redis-server by apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await output(apt, ['update'], { withinMs: INSTALL_WITHIN_MS, env });
  await output(apt, ['install', '-y', '--no-install-recommends', 'redis-server'], {
    withinMs: INSTALL_WITHIN_MS,
    env,
  });
  return onPath();
}

async function installWithBrew(
  _layout: Layout,
  progress: (text: string) => void,
): Promise<RedisProgram | undefined> {
  const brew = process.platform === 'darwin' ? findProgram('brew', FURTHER_FOLDERS) : undefined;
  if (brew === undefined) return undefined;
  progress('installing redis by Homebrew');
  await output(brew, ['install', 'redis'], { withinMs: INSTALL_WITHIN_MS });
  return onPath();
}

const IMAGE = 'redis:7-alpine';

async function inDocker(layout: Layout, progress: (text: string) => void): Promise<RedisProgram | undefined> {
  const docker = findProgram('docker', FURTHER_FOLDERS);
  if (docker === undefined) return undefined;
  await output(docker, ['info'], { withinMs: 10_000 });
  progress(`running Redis in Docker (${IMAGE})`);
  await output(docker, ['pull', IMAGE], { withinMs: INSTALL_WITHIN_MS }).catch(() =>
    // Not reachable: an image that is here already does as well; without one this throws.
    output(docker, ['image', 'inspect', IMAGE], { withinMs: 10_000 }),
  );
  // --init and the default signal proxy: SIGTERM to this client ends the container too.
  const args = (port: number) => [
    ...['run', '--rm', '--init', '--publish', `127.0.0.1:${port}:${port}`],
    ...['--volume', `${layout.redis}:/data`, IMAGE, 'redis-server', '--protected-mode', 'no'],
  ];
  return { command: docker, args, bind: '0.0.0.0', dataFolder: '/data', origin: `Docker, ${IMAGE}` };
}
