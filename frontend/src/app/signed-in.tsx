import { useEffect, useMemo, useState } from 'react';
import type { User } from '../generated/graphql';
import { AccountContext, type Account } from '../sync/context';
import { createSync, type Sync } from '../sync/sync';
import type { Core } from './core';
import { Shell } from './shell';

/** Keeps one account in step with the server for as long as it is signed in. */
export function SignedIn({ core, viewer }: { core: Core; viewer: User }) {
  const [sync, setSync] = useState<Sync | null>(null);

  useEffect(() => {
    let running: Sync | null = null;
    let isGone = false;
    void core.outboxStorage.then((storage) => {
      if (isGone) return;
      const { transport, session, routes } = core;
      running = createSync({ viewerId: viewer.id, transport, session, routes, storage });
      running.start();
      setSync(running);
    });
    return () => {
      isGone = true;
      running?.stop();
      void core.transport.client.clearStore();
    };
  }, [core, viewer.id]);

  const account = useMemo<Account | null>(() => {
    const { transport, routes, session } = core;
    return sync && { viewer, sync, transport, routes, signOut: session.signOut };
  }, [core, sync, viewer]);

  return (
    account && (
      <AccountContext value={account}>
        <Shell />
      </AccountContext>
    )
  );
}
