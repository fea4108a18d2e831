import { LiveInstancesDocument } from '../generated/receiver';
import { accountCalls } from '../sync/account-calls';
import { openStorage, type AccountStorage } from '../sync/storage';
import { createRoutes, type Routes } from '../sync/routes';
import { createSession, type Session } from '../sync/session';
import { createTabs } from '../sync/tabs';
import { createTransport, type Transport } from '../sync/transport';

/** What exists once per page, signed in or not. */
export interface Core {
  readonly routes: Routes;
  readonly transport: Transport;
  readonly session: Session;
  /** What survives a reload: what waits to be sent, and drafts. */
  readonly storage: Promise<AccountStorage>;
}

/** Wires the parts together. The transport needs the session's token and the session needs the transport: hence the arrows. */
export function createCore(): Core {
  const routes: Routes = createRoutes(
    async () => (await transport.run('receiver', LiveInstancesDocument, {}, { isUnpinned: true })).instances,
  );
  const transport: Transport = createTransport({
    path: routes.path,
    served: routes.served,
    trouble: routes.trouble,
    token: () => session.token(),
    userId: () => session.userId(),
    renew: (stale) => session.renew(stale),
  });
  const session: Session = createSession(accountCalls(transport), createTabs());
  return { routes, transport, session, storage: openStorage() };
}
