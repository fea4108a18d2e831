import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository this stack was built from: two folders above scripts/dist. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Where one stack keeps what it knows. */
export interface Layout {
  dir: string;
  run: string;
  logs: string;
  secrets: string;
  postgres: string;
  redis: string;
  redisBinary: string;
  nginx: string;
  stackFile: string;
  lockFile: string;
  childrenFile: string;
}

/** The places under `dir`; makes nothing. */
export function layoutOf(dir: string): Layout {
  const at = (...names: string[]) => join(dir, ...names);
  return {
    dir,
    run: at('run'),
    logs: at('logs'),
    secrets: at('secrets'),
    postgres: at('postgres'),
    redis: at('redis'),
    redisBinary: at('redis-server'),
    nginx: at('nginx'),
    stackFile: at('stack.json'),
    lockFile: at('lock'),
    childrenFile: at('run', 'children.json'),
  };
}

/**
 * Makes the folders. `dir` itself is opened to other accounts (they see names, secrets stay closed): as root,
 * Postgres runs under an account of its own and must be able to walk in.
 */
export function makeLayout(layout: Layout): void {
  mkdirSync(layout.dir, { recursive: true });
  chmodSync(layout.dir, 0o755);
  for (const folder of [layout.run, layout.logs, layout.redis, layout.nginx])
    mkdirSync(folder, { recursive: true });
  mkdirSync(layout.secrets, { recursive: true, mode: 0o700 });
}
