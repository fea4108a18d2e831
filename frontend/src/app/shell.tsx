import { MessagesSquare } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatListHandle } from '../features/chat-list/chat-list';
import { ChatView } from '../features/chat/chat-view';
import { Notifications } from '../features/notifications/notifications';
import { useAccount } from '../sync/context';
import { EmptyState } from '../ui/empty-state';
import { loadTheRest } from '../ui/lazily';
import { Announcer } from './announcer';
import { closeChat, openChat, useChatInAddress } from './location';
import { ConnectionBar } from './shell-connection-bar';
import { ShellDialogs, type ShellDialog } from './shell-dialogs';
import { focusComposer, focusMessages, useRouteFocus } from './shell-focus';
import { nearestUnread } from './shell-next-unread';
import { useShortcuts } from './shortcuts';
import { Sidebar } from './sidebar';
import { StrandedBar } from './stranded-bar';

/** Two columns, or one of them on a phone. What is not shown keeps its place and its scrolling, out of everybody's reach. */
const GRID =
  'grid h-dvh grid-cols-[clamp(17rem,32vw,25rem)_minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden bg-ground text-text ' +
  'ps-[env(safe-area-inset-left)] pe-[env(safe-area-inset-right)] pt-[env(safe-area-inset-top)] max-wide:grid-cols-[minmax(0,1fr)]';
const SIDEBAR =
  'col-start-1 row-start-2 flex min-h-0 min-w-0 flex-col border-e border-line bg-surface pb-[env(safe-area-inset-bottom)] max-wide:border-0';
const PANE =
  'col-start-2 row-span-2 row-start-1 min-h-0 min-w-0 outline-none max-wide:col-start-1 max-wide:row-span-1 max-wide:row-start-2';

/** The signed-in page. */
export function Shell() {
  const { t } = useTranslation('app');
  const { store } = useAccount().sync;
  const chatId = useChatInAddress();
  const [dialog, setDialog] = useState<ShellDialog | null>(null);
  const pane = useRef<HTMLElement>(null);
  const list = useRef<ChatListHandle>(null);

  useEffect(loadTheRest, []);
  useRouteFocus(chatId, pane, list);

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
    <div className={GRID}>
      <Notifications openChatId={chatId} onOpen={openChat} />
      <button
        type="button"
        onClick={() => focusMessages(pane.current)}
        className="sr-only focus-visible:not-sr-only focus-visible:fixed! focus-visible:start-2 focus-visible:top-2 focus-visible:z-20 focus-visible:rounded-lg focus-visible:bg-accent focus-visible:px-4! focus-visible:py-2! focus-visible:text-on-accent"
      >
        {t('skip')}
      </button>
      <div className="col-start-1 row-start-1 min-w-0 border-line wide:border-e">
        <ConnectionBar />
        <StrandedBar />
      </div>
      <Sidebar
        list={list}
        selectedId={chatId}
        onOpen={setDialog}
        className={chatId ? `${SIDEBAR} max-wide:invisible` : SIDEBAR}
      />
      <main ref={pane} tabIndex={-1} className={chatId ? PANE : `${PANE} max-wide:invisible`}>
        {chatId ? (
          <ChatView key={chatId} chatId={chatId} onBack={closeChat} />
        ) : (
          <EmptyState icon={MessagesSquare} title={t('empty.title')} text={t('empty.text')} />
        )}
      </main>
      <ShellDialogs dialog={dialog} openChatId={chatId} onClose={() => setDialog(null)} />
      <Announcer openChatId={chatId} />
    </div>
  );
}
