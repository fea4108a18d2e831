import { useEffect, useMemo, useState } from 'react';
import { AccountContext, useCell, type Account } from '../sync/context';
import { createDeadLetterList } from '../sync/dead-letter-list';
import type { User } from '../sync/model';
import { createOperationsWatch } from '../sync/operations-watch';
import { createOwnAccount } from '../sync/own-account';
import { createPeople, peopleQuestions } from '../sync/people-store';
import { createSync, type Sync } from '../sync/sync';
import { boundTo } from '../sync/transport';
import type { Core } from './core';
import { Shell } from './shell';

/** Keeps one account in step with the server for as long as it is signed in. */
export function SignedIn({ core, viewer }: { core: Core; viewer: User }) {
  const [sync, setSync] = useState<Sync | null>(null);
  const isAdmin = useCell(core.session.isAdmin);
  const viewerId = viewer.id;

  useEffect(() => {
    let running: Sync | null = null;
    let isGone = false;
    void core.storage.then((storage) => {
      if (isGone) return;
      const { transport, session, routes } = core;
      running = createSync({ viewerId, transport, session, routes, storage });
      running.start();
      setSync(running);
    });
    return () => {
      isGone = true;
      running?.stop();
    };
  }, [core, viewerId]);

  const parts = useMemo(() => {
    const { session } = core;
    const transport = boundTo(core.transport, viewerId);
    return {
      people: createPeople(peopleQuestions(transport)),
      account: createOwnAccount(transport, viewerId, session.profileChanged),
      operations: createOperationsWatch(transport),
      deadLetters: createDeadLetterList(transport),
    };
  }, [core, viewerId]);

  // Nobody tells who renamed themselves, so names are asked for again after each reconnect.
  useEffect(() => {
    let known = 0;
    return sync?.feed.status.subscribe(() => {
      const { phase, reconnects } = sync.feed.status.get();
      if (phase !== 'live' || reconnects === known) return;
      known = reconnects;
      parts.people.askAgain();
    });
  }, [sync, parts]);

  const account = useMemo<Account | null>(() => {
    const { routes, session } = core;
    return sync && { viewer, isAdmin, sync, routes, ...parts, signOut: session.signOut };
  }, [core, sync, parts, viewer, isAdmin]);

  return (
    account && (
      <AccountContext value={account}>
        <Shell />
      </AccountContext>
    )
  );
}
