import { useState } from 'react';
import { useAccount, useFeedStatus, useWaitingCount } from '../sync/context';
import { failureOf } from '../sync/failure';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';

const PHASES = { connecting: 'Connecting…', 'catching-up': 'Catching up…', live: 'Live', offline: 'Offline' } as const;

export function SidebarHeader({ onNewChat }: { onNewChat: () => void }) {
  const { viewer, signOut } = useAccount();
  const { phase } = useFeedStatus();
  const waiting = useWaitingCount();
  const [problem, setProblem] = useState<string | null>(null);

  const leave = () => signOut().catch((error: unknown) => setProblem(failureOf(error).message));

  return (
    <header className="sidebar-header">
      <Avatar id={viewer.id} name={viewer.displayName} />
      <div className="who">
        <strong data-testid="viewer" dir="auto">
          {viewer.displayName}
        </strong>
        <span className="connection" data-testid="connection" data-phase={phase} role="status">
          {problem ?? PHASES[phase]}
          {waiting > 0 && ` · ${waiting} waiting`}
        </span>
      </div>
      <button
        type="button"
        className="icon-button"
        onClick={leave}
        aria-label="Sign out"
        title="Sign out"
        data-testid="sign-out"
      >
        <Icon name="leave" />
      </button>
      <button
        type="button"
        className="icon-button primary"
        onClick={onNewChat}
        aria-label="New chat"
        title="New chat"
        data-testid="new-chat"
      >
        <Icon name="plus" />
      </button>
    </header>
  );
}
