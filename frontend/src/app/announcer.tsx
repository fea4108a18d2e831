import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useChat } from '../sync/context';
import type { Message } from '../sync/model';
import { useChatName, usePersonName } from '../sync/people';
import { plainTextOf } from '../ui/plain-text';

/** As many as are kept, so that one is not cut short by the next. */
const MOST_KEPT = 5;
/** Whoever wants more of a message reads it. */
const MOST_CHARACTERS = 300;

/**
 * The one live region for messages: says what arrives, politely. The list itself is no log role, since
 * history that is put in front would be read out as news.
 */
export function Announcer({ openChatId }: { openChatId: string | null }) {
  const { sync, viewer } = useAccount();
  const [latest, setLatest] = useState<readonly Message[]>([]);

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
    </div>
  );
}

/** What was said once stays as it was said, whichever chat is opened later. */
function Announcement({ message, isOpen }: { message: Message; isOpen: boolean }) {
  const { t } = useTranslation('app');
  const author = usePersonName(message.senderId);
  const state = useChat(message.chatId);
  const [wasOpen] = useState(isOpen);
  if (!author || !state) return null;
  if (wasOpen) {
    return (
      <p>
        {t('announce.here', { author, text: plainTextOf(message.content ?? '').slice(0, MOST_CHARACTERS) })}
      </p>
    );
  }
  if (state.chat.chatType === 'direct') return <p>{t('announce.direct', { author })}</p>;
  return <InGroup author={author} chat={state.chat} />;
}

function InGroup({ author, chat }: { author: string; chat: Parameters<typeof useChatName>[0] }) {
  const { t } = useTranslation('app');
  const name = useChatName(chat);
  return name && <p>{t('announce.group', { author, chat: name })}</p>;
}
