import { useEffect, useEffectEvent, useState } from 'react';
import { unreadOf } from '../../sync/chat-state';
import { useAccount } from '../../sync/context';
import { notificationPermission } from '../../ui/preferences/notification-permission';
import { notificationPreference } from '../../ui/preferences/notification-preference';
import { useTabVisible } from '../../ui/visibility';
import { createBrowserTabs, lookAt } from './browser-tabs';
import { startNotifier, type News, type NotifierOptions } from './notifier';
import { createPresenter, type Presenter } from './presenter';
import { Told } from './told';
import { UnreadSign } from './unread-sign';

interface NotificationsProps {
  openChatId: string | null;
  onOpen: (chatId: string) => void;
}

interface Waiting {
  news: News;
  told: () => void;
}

const isWanted = () => notificationPreference.get().isOn && notificationPermission() === 'granted';

/** Tells of messages where nobody is looking. Mounted once, for as long as somebody is signed in. */
export function Notifications({ openChatId, onOpen }: NotificationsProps) {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const presenter = usePresenter(onOpen);
  useNotifier((news) => new Promise((told) => setWaiting((before) => [...before, { news, told }])));
  useLooking(openChatId);

  return (
    <>
      <UnreadSign />
      {waiting.map((one) => (
        <Told
          key={keyOf(one.news)}
          news={one.news}
          onTold={(what) => {
            setWaiting((before) => before.filter((other) => other !== one));
            if (what) presenter?.present(what);
            one.told();
          }}
        />
      ))}
    </>
  );
}

const keyOf = (news: News): string =>
  news.kind === 'message' ? news.message.id : `${news.count} ${news.chatIds.join()}`;

function useNotifier(tell: NotifierOptions['tell']): void {
  const { viewer, sync } = useAccount();
  const told = useEffectEvent(tell);
  useEffect(
    () =>
      startNotifier({
        store: sync.store,
        status: sync.feed.status,
        settled: sync.feed.settled,
        onArrival: sync.onArrival,
        tabs: createBrowserTabs(viewer.id),
        isWanted,
        tell: told,
      }),
    [sync, viewer.id],
  );
}

/** Whatever it has shown goes when it is read, here or elsewhere, and at the latest with the account. */
function usePresenter(onOpen: (chatId: string) => void): Presenter | null {
  const { store } = useAccount().sync;
  const [presenter, setPresenter] = useState<Presenter | null>(null);
  const open = useEffectEvent(onOpen);
  useEffect(() => {
    const created = createPresenter(open);
    setPresenter(created);
    const isRead = (chatId: string) => {
      const state = store.get(chatId);
      return !state || unreadOf(state) === 0;
    };
    const unsubscribe = store.subscribe(() => created.closeIf(isRead));
    return () => {
      unsubscribe();
      created.closeAll();
    };
  }, [store]);
  return presenter;
}

/** While a chat is open before somebody's eyes, no tab tells of its messages. */
function useLooking(openChatId: string | null): void {
  const { viewer } = useAccount();
  const isVisible = useTabVisible();
  useEffect(() => {
    if (openChatId && isVisible) return lookAt(viewer.id, openChatId);
    return undefined;
  }, [viewer.id, openChatId, isVisible]);
}
