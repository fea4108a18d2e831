import { useCallback, useEffect, useState } from 'react';
import type { Instance } from '../sync/model';
import { failureOf } from '../sync/failure';
import type { Service } from '../sync/operation';
import type { SessionState } from '../sync/session';
import { pathOf, SERVICES, type Door } from './door';
import type { PageSession } from './page-session';

interface DoorBarProps {
  door: Door;
  onDoor(door: Door): void;
  state: SessionState;
  servedBy: string | null;
  page: PageSession;
}

/** Service, instance, and as whom; who answered last. */
export function DoorBar({ door, onDoor, state, servedBy, page }: DoorBarProps) {
  const [instances, readInstances] = useLiveInstances(page, state.phase === 'signed-in');
  const live = instances.filter(({ service }) => service === door.service);
  // An instance that was asked for in the address is shown before, and without, the list.
  const isListed = door.number === null || live.some(({ number }) => number === door.number);

  return (
    <header className="door-bar">
      <a href="/" className="door-home">
        Converge
      </a>
      <label>
        Service
        <select
          data-testid="graphiql-service"
          value={door.service}
          onChange={({ target }) => onDoor({ service: target.value as Service, number: null })}
        >
          {SERVICES.map((service) => (
            <option key={service}>{service}</option>
          ))}
        </select>
      </label>
      <label>
        Instance
        <select
          data-testid="graphiql-instance"
          value={door.number ?? 'auto'}
          onFocus={readInstances}
          onChange={({ target }) =>
            onDoor({ ...door, number: target.value === 'auto' ? null : Number(target.value) })
          }
        >
          <option value="auto">automatic</option>
          {!isListed && (
            <option value={door.number ?? ''}>
              {door.service}-{door.number}
            </option>
          )}
          {live.map(({ id, number }) => (
            <option key={id} value={number}>
              {door.service}-{number}
            </option>
          ))}
        </select>
      </label>
      <code className="door-path">{pathOf(door)}</code>
      <span data-testid="graphiql-served-by">{servedBy && `answered by ${servedBy}`}</span>
      <span className="door-who" data-testid="graphiql-who">
        <Who state={state} />
      </span>
    </header>
  );
}

function Who({ state }: { state: SessionState }) {
  if (state.phase === 'restoring') return null;
  if (state.phase === 'signed-in')
    return (
      <>
        signed in as <b>{state.user.username}</b>
      </>
    );
  return (
    <>
      nobody is signed in; requests go without a token. <a href="/">Sign in</a>
    </>
  );
}

function useLiveInstances(page: PageSession, isSignedIn: boolean) {
  const [instances, setInstances] = useState<readonly Instance[]>([]);
  const read = useCallback(() => {
    page
      .readInstances()
      .then(setInstances)
      .catch((error: unknown) => console.warn('The live instances are not known:', failureOf(error).message));
  }, [page]);
  useEffect(() => {
    if (isSignedIn) read();
  }, [isSignedIn, read]);
  return [instances, read] as const;
}
