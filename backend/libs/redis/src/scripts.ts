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
 * Makes `scripts/<name>.lua` callable. ioredis sends EVALSHA and, where Redis does not know the script, EVAL;
 * calls of one tick share a pipeline on a connection with auto-pipelining.
 */
export function loadScript(name: string): Script {
  const lua = source(name);
  const defined = new WeakSet<Redis>();
  const command = `converge:${name}`;
  return (redis, keys, args) => {
    if (!defined.has(redis)) {
      redis.defineCommand(command, { lua });
      defined.add(redis);
    }
    const run = (redis as unknown as Record<string, (...all: ScriptArgument[]) => Promise<unknown>>)[command]!;
    return run.call(redis, keys.length, ...keys, ...args);
  };
}
