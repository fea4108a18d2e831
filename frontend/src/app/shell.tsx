import { clsx } from 'clsx';
import { MessagesSquare } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatListHandle } from '../features/chat-list/chat-list';
import { ChatView } from '../features/chat/chat-view';
import { Notifications } from '../features/notifications/notifications';
import { useAccount } from '../sync/context';
import { EmptyState } from '../ui/empty-state';
import { lazily, loadTheRest } from '../ui/lazily';
import { Announcer } from './announcer';
import { backToList, openChat, usePlace } from './location';
import { ConnectionBar } from './shell-connection-bar';
import { ShellDialogs, type ShellDialog } from './shell-dialogs';
import { focusComposer, focusMessages, useRouteFocus } from './shell-focus';
import { nearestUnread } from './shell-next-unread';
import { useShortcuts } from './shortcuts';
import { Sidebar } from './sidebar';
import { StrandedBar } from './stranded-bar';

const OperationsPage = lazily(
  async () => (await import('../features/operations/operations-page')).OperationsPage,
  { isForFew: true },
);

/** Two columns, or one of them on a phone. What is not shown keeps its place and its scrolling, out of everybody's reach. */
const GRID =
  'grid h-dvh grid-rows-[auto_minmax(0,1fr)] overflow-hidden bg-ground text-text ' +
  'ps-[env(safe-area-inset-left)] pe-[env(safe-area-inset-right)] pt-[env(safe-area-inset-top)]';
const SIDEBAR =
  'col-start-1 row-start-2 flex min-h-0 min-w-0 flex-col border-e border-line bg-surface pb-[env(safe-area-inset-bottom)] max-wide:border-0';
const PANE = 'min-h-0 min-w-0 outline-none';
const TWO_COLUMNS = {
  grid: 'grid-cols-[clamp(17rem,32vw,25rem)_minmax(0,1fr)] max-wide:grid-cols-[minmax(0,1fr)]',
  bar: 'border-line wide:border-e',
  pane: 'col-start-2 row-span-2 row-start-1 max-wide:col-start-1 max-wide:row-span-1 max-wide:row-start-2',
};
/** The tables of the operations need the width. */
const ONE_COLUMN = { grid: 'grid-cols-[minmax(0,1fr)]', bar: '', pane: 'col-start-1 row-start-2' };

/** The signed-in page. */
export function Shell() {
  const { t } = useTranslation('app');
  const { store } = useAccount().sync;
  const place = usePlace();
  const { chatId, isOperations } = place;
  const columns = isOperations ? ONE_COLUMN : TWO_COLUMNS;
  const [dialog, setDialog] = useState<ShellDialog | null>(null);
  const pane = useRef<HTMLElement>(null);
  const list = useRef<ChatListHandle>(null);

  useEffect(loadTheRest, []);
  useRouteFocus(place, pane, list);

  const goToUnread = (direction: 1 | -1) => {
    const next = nearestUnread(store.list(), chatId, direction);
    if (next) openChat(next);
  };
  useShortcuts({
    switcher: () => setDialog(dialog === 'switcher' ? null : 'switcher'),
    nextUnread: () => goToUnread(1),
    previousUnread: () => goToUnread(-1),
    search: () => list.current?.focusSearch(),
    escape: () => list.current?.clearSearch() || focusComposer(pane.current),
    help: () => setDialog('help'),
  });

  return (
    <div className={clsx(GRID, columns.grid)}>
      <Notifications openChatId={chatId} onOpen={openChat} />
      {!isOperations && (
        <button
          type="button"
          onClick={() => focusMessages(pane.current)}
          className="sr-only focus-visible:not-sr-only focus-visible:fixed! focus-visible:start-2 focus-visible:top-2 focus-visible:z-20 focus-visible:rounded-lg focus-visible:bg-accent focus-visible:px-4! focus-visible:py-2! focus-visible:text-on-accent"
        >
          {t('skip')}
        </button>
      )}
      <div className={clsx('col-start-1 row-start-1 min-w-0', columns.bar)}>
        <ConnectionBar />
        <StrandedBar />
      </div>
      <Sidebar
        list={list}
        selectedId={chatId}
        onOpen={setDialog}
        className={clsx(SIDEBAR, isOperations && 'invisible', chatId !== null && 'max-wide:invisible')}
      />
      <main
        ref={pane}
        tabIndex={-1}
        className={clsx(PANE, columns.pane, !chatId && !isOperations && 'max-wide:invisible')}
      >
        {isOperations && <OperationsPage onBack={backToList} onError={backToList} />}
        {chatId && <ChatView key={chatId} chatId={chatId} onBack={backToList} />}
        {!chatId && !isOperations && (
          <EmptyState icon={MessagesSquare} title={t('empty.title')} text={t('empty.text')} />
        )}
      </main>
      <ShellDialogs dialog={dialog} openChatId={chatId} onClose={() => setDialog(null)} />
      <Announcer openChatId={chatId} />
    </div>
  );
}
