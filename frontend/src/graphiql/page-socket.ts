import { createClient, type Client } from 'graphql-ws';
import { backoffMs, wait } from '../sync/backoff';
import type { Session } from '../sync/session';

/** The server's word that the token no longer holds. */
const TOKEN_REFUSED = 4403;

/**
 * One WebSocket for the subscriptions of the page, opened with the first of them. After a break it connects again and
 * subscribes anew by itself; a token that was refused is renewed first.
 */
export function createPageSocket(url: () => string, session: Session): Client {
  let sentToken: string | null = null;
  let refusedToken: string | null = null;

  return createClient({
    url,
    async connectionParams() {
      const token = session.token();
      if (token !== null && token === refusedToken) await session.renew(token);
      sentToken = session.token();
      return sentToken === null ? {} : { authorization: `Bearer ${sentToken}` };
    },
    keepAlive: 12_000,
    retryAttempts: Infinity,
    retryWait: (attempt) => wait(backoffMs(attempt)),
    // Without a session there is nothing to wait for: the person is told, instead of asked again for ever.
    shouldRetry: (reason) => !(codeOf(reason) === TOKEN_REFUSED && session.token() === null),
    on: {
      closed(reason) {
        if (codeOf(reason) === TOKEN_REFUSED) refusedToken = sentToken;
      },
    },
  });
}

const codeOf = (reason: unknown): number | undefined => (reason as Partial<CloseEvent> | undefined)?.code;
