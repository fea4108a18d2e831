import { LiveInstancesDocument } from '../generated/receiver';
import { accountCalls } from '../sync/account-calls';
import type { Instance } from '../sync/model';
import { createSession, type Session } from '../sync/session';
import { createTabs } from '../sync/tabs';
import { createTransport, type Transport } from '../sync/transport';

export interface PageSession {
  readonly session: Session;
  readInstances(): Promise<readonly Instance[]>;
}

/**
 * The session of this browser on the GraphQL page: the same cookie, the same turns with the tabs of the web client, the
 * same renewal before the token ends. What the page itself asks is never pinned; only what a person types is.
 */
export function createPageSession(): PageSession {
  const transport: Transport = createTransport({
    path: (service) => `/${service}/graphql`,
    served: () => {},
    trouble: () => {},
    token: () => session.token(),
    userId: () => session.userId(),
    renew: (stale) => session.renew(stale),
  });
  const session: Session = createSession(accountCalls(transport), createTabs());
  return {
    session,
    readInstances: async () => (await transport.run('receiver', LiveInstancesDocument, {})).instances,
  };
}
