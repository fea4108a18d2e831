import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

type ScriptArgument = string | number | Buffer;

/** Runs one Lua script: keys, then arguments; the reply as Redis gives it. */
export type Script = (redis: Redis, keys: string[], args: ScriptArgument[]) => Promise<unknown>;

const folder = new URL('../scripts/', import.meta.url);
const INCLUDE = /^-- @include (\S+)$/gm;

/** The text of a script with its `-- @include name` lines replaced by those files. */
function source(name: string): string {
  const text = readFileSync(new URL(`${name}.lua`, folder), 'utf8');
  return text.replace(INCLUDE, (_line, included: string) => source(included));
}

/**
 * Makes `scripts/<name>.lua` callable (read now, when its library is loaded, so a build under a running process changes
 * nothing of it): EVALSHA, and EVAL where the server does not know the script yet (its first
 * use, or a restarted server). Not ioredis' defineCommand: a command defined while a pipeline is open is missing on
 * that pipeline.
 */
export function loadScript(name: string): Script {
  const lua = source(name);
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return redis.eval(lua, keys.length, ...keys, ...args);
    }
  };
}

/** Redis names the kind of an error by its first word. */
const isUnknownScript = (error: unknown) => error instanceof Error && error.message.startsWith('NOSCRIPT ');
