import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../i18n/failure-text';
import { useAccount, useChat } from '../sync/context';
import type { Chat, Message } from '../sync/model';
import type { OutboxItem } from '../sync/outbox-item';
import { useChatName, useNameInTime, usePersonName } from '../sync/people';
import { plainTextOf } from '../ui/plain-text';

/** As many as are kept, so that one is not cut short by the next. */
const MOST_KEPT = 5;
/** Whoever wants more of a message reads it. */
const MOST_CHARACTERS = 300;

/**
 * The one live region for messages: says what arrives and what could not be sent, politely. The list itself is no log role, since
 * history that is put in front would be read out as news.
 */
export function Announcer({ openChatId }: { openChatId: string | null }) {
  const { sync, viewer } = useAccount();
  const [latest, setLatest] = useState<readonly Message[]>([]);

  const failed = useFailedSends();

  useEffect(
    () =>
      sync.onArrival((message) => {
        if (message.senderId === viewer.id) return;
        setLatest((before) => [...before, message].slice(-MOST_KEPT));
      }),
    [sync, viewer.id],
  );

  return (
    <div className="sr-only" aria-live="polite" data-testid="announcer">
      {latest.map((message) => (
        <Announcement key={message.id} message={message} isOpen={message.chatId === openChatId} />
      ))}
      {failed.map(({ times, item }) => (
        <FailedSend key={`failed ${times}`} {...item} />
      ))}
    </div>
  );
}

function Announcement({ message, isOpen }: { message: Message; isOpen: boolean }) {
  const state = useChat(message.chatId);
  return state && <Arrival message={message} chat={state.chat} isOpen={isOpen} />;
}

function Arrival({ message, chat, isOpen }: { message: Message; chat: Chat; isOpen: boolean }) {
  const { t } = useTranslation('app');
  const author = useNameInTime(usePersonName(message.senderId));
  const name = useNameInTime(useChatName(chat));
  if (!author || !name) return null;
  const text = plainTextOf(message.content ?? '').slice(0, MOST_CHARACTERS);
  if (isOpen) return <Said key="said" text={t('announce.here', { author, text })} />;
  if (chat.chatType === 'direct') return <Said key="said" text={t('announce.direct', { author })} />;
  return <Said key="said" text={t('announce.group', { author, chat: name })} />;
}

function FailedSend({ failure }: OutboxItem) {
  const { t } = useTranslation('messages');
  const failureText = useFailureText();
  return <Said text={`${t('notSent')} ${failure ? failureText({ isRetriable: false, ...failure }) : ''}`} />;
}

/** What was said once stays as it was said, whichever chat is opened later and however people are called by then. */
function Said({ text }: { text: string }) {
  const [said] = useState(text);
  return <p>{said}</p>;
}

/** Messages that have just failed. Those that an earlier page has left are told by their rows. */
function useFailedSends(): readonly { times: number; item: OutboxItem }[] {
  const { store, outbox } = useAccount().sync;
  const [failed, setFailed] = useState<readonly { times: number; item: OutboxItem }[]>([]);

  useEffect(() => {
    let underWay: ReadonlySet<string> = new Set();
    let times = 0;
    const look = () => {
      const items = store.list().flatMap(({ chat }) => outbox.ofChat(chat.id));
      for (const item of items) {
        if (item.state !== 'failed' || !underWay.has(item.id)) continue;
        const one = { times: ++times, item };
        setFailed((before) => [...before, one].slice(-MOST_KEPT));
      }
      underWay = new Set(items.filter(({ state }) => state !== 'failed').map(({ id }) => id));
    };
    look();
    return outbox.subscribe(look);
  }, [store, outbox]);
  return failed;
}
