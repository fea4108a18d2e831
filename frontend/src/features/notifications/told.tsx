import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import { useChat } from '../../sync/context';
import type { Chat, Message } from '../../sync/model';
import { useChatName, useNameInTime, usePersonName } from '../../sync/people';
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

/** Names may come late; by then it may have been read, here or on another device, or the chat may be gone. */
const isOver = (state: ChatState | undefined): state is undefined => !state || unreadOf(state) === 0;

function Over({ onTold }: Rest) {
  useOnce(true, () => onTold(null));
  return null;
}

function OfMessage({ message, onTold }: Rest & { message: Message }) {
  const state = useChat(message.chatId);
  if (isOver(state)) return <Over onTold={onTold} />;
  return <OfMessageIn chat={state.chat} message={message} onTold={onTold} />;
}

function OfMessageIn({ chat, message, onTold }: Rest & { chat: Chat; message: Message }) {
  const { t } = useTranslation('notifications');
  const author = useNameInTime(usePersonName(message.senderId));
  const name = useNameInTime(useChatName(chat));
  const { showsText } = notificationPreference.get();
  const title = chat.chatType === 'direct' ? author : t('inGroup', { author, chat: name });
  const body = showsText ? plainTextOf(message.content ?? '').slice(0, BODY_LENGTH) : t('newMessage');
  useOnce(!!author && !!name, () => onTold({ chatIds: [chat.id], title, body }));
  return null;
}

function OfChat({ chatId, count, onTold }: Rest & { chatId: string; count: number }) {
  const state = useChat(chatId);
  if (isOver(state)) return <Over onTold={onTold} />;
  return <OfChatOf chat={state.chat} count={count} onTold={onTold} />;
}

function OfChatOf({ chat, count, onTold }: Rest & { chat: Chat; count: number }) {
  const { t } = useTranslation('notifications');
  const title = useNameInTime(useChatName(chat));
  useOnce(!!title, () => onTold({ chatIds: [chat.id], title, body: t('messages', { count }) }));
  return null;
}

function OfChats({ news, onTold }: Rest & { news: Extract<News, { kind: 'summary' }> }) {
  const { t } = useTranslation('notifications');
  const { chatIds, count } = news;
  const body = t('inChats', { count: chatIds.length, messages: t('messages', { count }) });
  useOnce(true, () => onTold({ chatIds, title: t('title'), body }));
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
