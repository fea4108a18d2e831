import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStack as startTarget, type StackSize, type StackTarget } from '../../target/start-stack.js';

/** A local stack that a part measures, instances by their own ports. */
export interface RunningStack extends StackTarget {
  /** The public keys of its tokens, through nginx. */
  jwksUrl: string;
  /** An instance straight by its port: urlOf('sender-1'), without /graphql. */
  urlOf(name: string): string;
  /** Process id of a child: sender-1, worker-1, redis, postgres, nginx … */
  pidOf(name: string): number;
}

/** A whole local stack on free ports, in a folder that goes with it; one instance of each if nothing else is said. */
export async function startStack(size: StackSize = {}): Promise<RunningStack> {
  const target = await startTarget({ ...size, isDirect: true });
  const { baseUrl, dir, instances } = target.stack;
  return {
    ...target,
    jwksUrl: `${baseUrl}/.well-known/jwks.json`,
    urlOf(name) {
      const instance = instances.find((one) => one.name === name);
      if (!instance) throw new Error(`the stack has no ${name}`);
      return instance.url;
    },
    pidOf: (name) => Number(readFileSync(join(dir, 'run', `${name}.pid`), 'utf8')),
  };
}
