import { useEffect } from 'react';
import { SignInPage } from '../features/sign-in/sign-in-page';
import { useCell } from '../sync/context';
import { Brand } from '../ui/brand';
import type { Core } from './core';
import { SignedIn } from './signed-in';

/** Signed out, or signed in as somebody. A change of account is a new tree: nothing of the other is left. */
export function App({ core }: { core: Core }) {
  const session = useCell(core.session.state);
  useEffect(() => void core.session.restore(), [core]);

  if (session.phase === 'restoring') {
    return (
      <main className="splash" aria-busy="true">
        <Brand />
        <p role="status">
          {session.isUnreachable ? 'The server cannot be reached. Trying again…' : 'Opening…'}
        </p>
      </main>
    );
  }
  if (session.phase === 'signed-out') {
    return <SignInPage session={core.session} reason={session.reason} />;
  }
  return <SignedIn key={session.user.id} core={core} viewer={session.user} />;
}
