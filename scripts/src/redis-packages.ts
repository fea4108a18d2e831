import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, output } from './commands.js';

/** A Redis out of unpacked Debian packages. */
export interface FetchedRedis {
  command: string;
  env: NodeJS.ProcessEnv;
}

const WITHIN_MS = 5 * 60_000;
/** Debian keeps the program in redis-tools and its name redis-server, a link, in redis-server. */
const PACKAGES = ['redis-server', 'redis-tools'];
/** Never taken along: the C library must be the system's own. */
const NEVER = /^(libc6|libc-bin|libgcc-s1|gcc-\d+-base)$/;
/** Libraries of libraries of libraries; in practice the first round is enough. */
const MOST_ROUNDS = 3;

/** What an earlier start fetched into `folder`. */
export async function fetchedRedis(folder: string): Promise<FetchedRedis | undefined> {
  const redis = redisIn(folder);
  return existsSync(redis.command) && (await missingLibraries(redis)).length === 0 ? redis : undefined;
}

/**
 * Downloads and unpacks Debian's Redis, and those of its libraries that this machine lacks, into `folder`. Needs no
 * root and installs nothing: apt gets lists and a cache of its own, so that it works on a machine that never ran
 * `apt-get update`.
 */
export async function fetchRedisPackages(folder: string): Promise<FetchedRedis> {
  const work = `${folder}.${process.pid}`;
  const state = join(work, 'apt');
  for (const name of ['lists/partial', 'cache/archives/partial', 'debs'])
    mkdirSync(join(state, name), { recursive: true });
  const apt = ['-o', `Dir::State::Lists=${join(state, 'lists')}`, '-o', `Dir::Cache=${join(state, 'cache')}`];
  try {
    await output('apt-get', [...apt, '-qq', 'update'], { withinMs: WITHIN_MS });
    let wanted = PACKAGES;
    for (let round = 0; ; round++) {
      await unpack(wanted, apt, join(state, 'debs'), work);
      const missing = await missingLibraries(redisIn(work));
      if (missing.length === 0) break;
      if (round === MOST_ROUNDS) throw new Error(`libraries are missing: ${missing.join(', ')}`);
      wanted = await librariesOf(wanted, apt);
    }
    rmSync(state, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return redisIn(folder);
}

function redisIn(folder: string): FetchedRedis {
  const parents = ['usr/lib', 'lib'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  const libraries = parents.flatMap((path) => [path, ...subfolders(path)]);
  return { command: join(folder, 'usr/bin/redis-server'), env: { LD_LIBRARY_PATH: libraries.join(':') } };
}

function subfolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name));
}

async function unpack(
  packages: readonly string[],
  apt: readonly string[],
  debs: string,
  into: string,
): Promise<void> {
  await output('apt-get', [...apt, '-qq', 'download', ...packages], { cwd: debs, withinMs: WITHIN_MS });
  for (const name of readdirSync(debs)) {
    await output('dpkg-deb', ['-x', join(debs, name), into], { withinMs: WITHIN_MS });
    rmSync(join(debs, name));
  }
}

/** The libraries that a program needs and that nobody has. */
async function missingLibraries(redis: FetchedRedis): Promise<string[]> {
  if (findProgram('ldd') === undefined) return [];
  const env = { ...process.env, ...redis.env };
  const told = await output('ldd', [redis.command], { withinMs: 10_000, env });
  return [...told.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name ?? '');
}

async function librariesOf(packages: readonly string[], apt: readonly string[]): Promise<string[]> {
  const told = await output('apt-cache', [...apt, 'depends', ...packages], { withinMs: WITHIN_MS });
  const names = [...told.matchAll(/^\s*(?:Pre)?Depends: ((?:lib|lua)\S+)$/gm)].map(([, name]) => name ?? '');
  return [...new Set(names)].filter((name) => !NEVER.test(name));
}
