import { forkUntilReady } from './child.js';
import type { RunningStack } from './stack.js';

/** The synchronous baseline (load/baseline) as a process of its own. */
export interface BaselineService {
  /** GraphQL over HTTP: createChat, createMessage. */
  url: string;
  /** GraphQL over WebSocket (graphql-transport-ws): messageAdded(chatId). connectionParams as those of a receiver. */
  wsUrl: string;
  pid: number;
  stop(): Promise<void>;
}

/** How it counts a message as unread: for all participants by one statement, or for each by one of its own. */
export type UnreadBy = 'one-statement' | 'row-by-row';

/** Starts a baseline on the stores of a stack, in a schema of its own. It takes the stack's tokens. */
export async function startBaseline(
  stack: RunningStack,
  unread: UnreadBy = 'one-statement',
): Promise<BaselineService> {
  const { said, pid, stop } = await forkUntilReady('load/baseline/dist/main.js', {
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      POSTGRES_URL: stack.stack.postgresUrl,
      REDIS_URL: stack.stack.redisUrl,
      JWKS_URL: stack.jwksUrl,
      JWT_ISSUER: 'converge',
      JWT_AUDIENCE: 'converge',
      UNREAD: unread,
    },
    pick: (message) => (message as { url?: string }).url,
  });
  return { url: said, wsUrl: said.replace('http', 'ws'), pid, stop };
}
