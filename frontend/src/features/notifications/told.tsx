import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import { useChat } from '../../sync/context';
import type { Message } from '../../sync/model';
import { useChatName, usePersonName } from '../../sync/people';
import { plainTextOf } from '../../ui/plain-text';
import { notificationPreference } from '../../ui/preferences/notification-preference';
import type { News } from './notifier';
import type { Presented } from './presenter';

/** A notification says no more than a glance takes in. */
const BODY_LENGTH = 200;

interface ToldProps {
  news: News;
  /** Null: there is nothing to show any more. */
  onTold: (what: Presented | null) => void;
}

/** Draws nothing: waits for the names that a notification needs, and says once what there is to show. */
export function Told({ news, onTold }: ToldProps) {
  if (news.kind === 'message') return <OfMessage message={news.message} onTold={onTold} />;
  const [only, ...others] = news.chatIds;
  if (only !== undefined && !others.length)
    return <OfChat chatId={only} count={news.count} onTold={onTold} />;
  return <OfChats news={news} onTold={onTold} />;
}

type Rest = Pick<ToldProps, 'onTold'>;

function OfMessage({ message, onTold }: Rest & { message: Message }) {
  const state = useChat(message.chatId);
  return state && <OfMessageIn state={state} message={message} onTold={onTold} />;
}

function OfMessageIn({ state, message, onTold }: Rest & { state: ChatState; message: Message }) {
  const { t } = useTranslation('notifications');
  const author = usePersonName(message.senderId);
  const chat = useChatName(state.chat);
  const { showsText } = notificationPreference.get();
  const title = state.chat.chatType === 'direct' ? author : t('inGroup', { author, chat });
  const body = showsText ? plainTextOf(message.content ?? '').slice(0, BODY_LENGTH) : t('newMessage');
  // Names may come late; by then it may have been read, here or on another device.
  const isRead = unreadOf(state) === 0;
  useOnce(isRead || (!!author && !!chat), () =>
    onTold(isRead ? null : { chatId: message.chatId, title, body }),
  );
  return null;
}

function OfChat({ chatId, count, onTold }: Rest & { chatId: string; count: number }) {
  const state = useChat(chatId);
  return state && <OfChatOf state={state} count={count} onTold={onTold} />;
}

function OfChatOf({ state, count, onTold }: Rest & { state: ChatState; count: number }) {
  const { t } = useTranslation('notifications');
  const title = useChatName(state.chat);
  useOnce(!!title, () => onTold({ chatId: state.chat.id, title, body: t('messages', { count }) }));
  return null;
}

function OfChats({ news, onTold }: Rest & { news: Extract<News, { kind: 'summary' }> }) {
  const { t } = useTranslation('notifications');
  const messages = t('messages', { count: news.count });
  const body = t('inChats', { count: news.chatIds.length, messages });
  useOnce(true, () => onTold({ chatId: null, title: t('title'), body }));
  return null;
}

/** Calls `act` one time, as soon as everything is there. */
function useOnce(isReady: boolean, act: () => void): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!isReady || isDone.current) return;
    isDone.current = true;
    act();
  });
}
