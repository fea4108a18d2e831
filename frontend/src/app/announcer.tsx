import { useEffect, useState } from 'react';
import type { Message } from '../generated/graphql';
import { useAccount } from '../sync/context';
import { usePersonName } from '../sync/people';

/**
 * The one live region for messages: says what arrives, politely. The list itself is no log role, since
 * history that is put in front would be read out as news.
 */
export function Announcer({ openChatId }: { openChatId: string | null }) {
  const { sync, viewer } = useAccount();
  const [latest, setLatest] = useState<Message | null>(null);

  useEffect(
    () =>
      sync.onArrival((message) => {
        if (message.senderId !== viewer.id) setLatest(message);
      }),
    [sync, viewer.id],
  );

  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcer">
      {latest && <Announcement key={latest.id} message={latest} isOpen={latest.chatId === openChatId} />}
    </div>
  );
}

function Announcement({ message, isOpen }: { message: Message; isOpen: boolean }) {
  const name = usePersonName(message.senderId);
  return <p>{isOpen ? `${name}: ${message.content ?? ''}` : `New message from ${name}`}</p>;
}
