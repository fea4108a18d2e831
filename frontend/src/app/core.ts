import type { AuthPayload } from '../generated/graphql';
import { LIVE_INSTANCES } from '../sync/instances.operations';
import { openOutboxStorage } from '../sync/outbox-database';
import type { OutboxStorage } from '../sync/outbox-item';
import { createRoutes, type Routes } from '../sync/routes';
import { createSession, type AccountCalls, type Session } from '../sync/session';
import { CREATE_USER, LOGIN, LOGOUT, REFRESH } from '../sync/session.operations';
import { createTabs } from '../sync/tabs';
import { createTransport, type Transport } from '../sync/transport';

/** What exists once per page, signed in or not. */
export interface Core {
  readonly routes: Routes;
  readonly transport: Transport;
  readonly session: Session;
  readonly outboxStorage: Promise<OutboxStorage>;
}

const anonymous = { isAnonymous: true };

const accountCalls = ({ run }: Transport): AccountCalls => ({
  login: async (username, password): Promise<AuthPayload> =>
    (await run(LOGIN, { username, password }, anonymous)).login,
  refresh: async () => (await run(REFRESH, {}, anonymous)).refreshToken,
  createUser: (account) => run(CREATE_USER, account, anonymous),
  logout: () => run(LOGOUT, {}),
});

/** Wires the parts together. The transport needs the session's token and the session needs the transport: hence the arrows. */
export function createCore(): Core {
  const routes: Routes = createRoutes(
    async () => (await transport.run(LIVE_INSTANCES, {}, { isUnpinned: true })).instances,
  );
  const transport: Transport = createTransport({
    path: routes.path,
    served: routes.served,
    trouble: routes.trouble,
    token: () => session.token(),
    renew: (stale) => session.renew(stale),
  });
  const session: Session = createSession(accountCalls(transport), createTabs());
  return { routes, transport, session, outboxStorage: openOutboxStorage() };
}
