import { GraphiQL } from 'graphiql';
import type { Client } from 'graphql-ws';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useCell } from '../sync/context';
import { usePreference } from '../ui/preferences/preference';
import { themePreference } from '../ui/preferences/theme';
import { addressOf, doorInAddress, pathOf, socketUrlOf, type Door } from './door';
import { DoorBar } from './door-bar';
import { EXAMPLE_QUERIES } from './example-queries';
import { createPageFetcher } from './fetcher';
import type { PageSession } from './page-session';
import { createPageSocket } from './page-socket';
import { keepOnlyOf, pageStorage } from './page-storage';

/** GraphiQL behind a bar that says which service and instance is asked, and as whom. In English, as GraphiQL itself is. */
export function GraphiqlPage({ page }: { page: PageSession }) {
  const state = useCell(page.session.state);
  const [door, setDoor] = useState<Door>(() => doorInAddress(location.search));
  const [servedBy, setServedBy] = useState<string | null>(null);
  const [isSchemaTold, setSchemaTold] = useState(true);

  const isKnown = state.phase !== 'restoring';
  const userId = state.phase === 'signed-in' ? state.user.id : '';

  useEffect(() => void page.session.restore(), [page]);
  // Before the workbench writes anything.
  useLayoutEffect(() => {
    if (isKnown) keepOnlyOf(userId);
  }, [isKnown, userId]);
  useEffect(() => history.replaceState(null, '', addressOf(door)), [door]);

  const notices = [
    ...(state.phase === 'restoring' && state.isUnreachable
      ? ['The user service cannot be reached; trying again…']
      : []),
    ...(isSchemaTold
      ? []
      : [
          'This server does not tell its schema (GRAPHQL_INTROSPECTION is off): operations can be sent, but there is no documentation and no completion.',
        ]),
  ];

  return (
    <>
      <DoorBar door={door} onDoor={setDoor} state={state} servedBy={servedBy} page={page} />
      {notices.map((text) => (
        <p key={text} className="door-notice" role="status" data-testid="graphiql-notice">
          {text}
        </p>
      ))}
      {state.phase === 'restoring' ? (
        <p className="door-waiting" role="status">
          Taking up the session of this browser…
        </p>
      ) : (
        // Another service is another schema, with tabs of its own, and another user has no business with the answers.
        <Workbench
          key={`${door.service} ${userId}`}
          userId={userId}
          door={door}
          page={page}
          onServed={setServedBy}
          onIntrospected={setSchemaTold}
        />
      )}
    </>
  );
}

interface WorkbenchProps {
  /** Empty: nobody is signed in. */
  userId: string;
  door: Door;
  page: PageSession;
  onServed(by: string | null): void;
  onIntrospected(isTold: boolean): void;
}

/** GraphiQL for one service. Another instance of it takes effect with the next request; a running subscription moves over. */
function Workbench({ userId, door, page: { session }, onServed, onIntrospected }: WorkbenchProps) {
  const [asked] = useState(() => ({ door }));
  const [socket, setSocket] = useState<Client | null>(null);
  const theme = usePreference(themePreference);
  const storage = useMemo(() => pageStorage(userId, door.service), [userId, door.service]);
  const fetcher = useMemo(
    () =>
      socket &&
      createPageFetcher({ path: () => pathOf(asked.door), session, socket, onServed, onIntrospected }),
    [asked, session, socket, onServed, onIntrospected],
  );

  useEffect(() => {
    const created = createPageSocket(() => socketUrlOf(asked.door), session);
    setSocket(created);
    return () => {
      created.terminate();
      void created.dispose();
    };
  }, [asked, session]);
  useEffect(() => {
    if (asked.door.number === door.number) return;
    asked.door = door;
    socket?.terminate();
  }, [asked, door, socket]);

  if (!fetcher) return null;
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      forcedTheme={theme}
      defaultQuery={EXAMPLE_QUERIES[door.service]}
      defaultEditorToolsVisibility="variables"
      isHeadersEditorEnabled={false}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      schemaDescription
    >
      <GraphiQL.Logo>{door.service}</GraphiQL.Logo>
    </GraphiQL>
  );
}
