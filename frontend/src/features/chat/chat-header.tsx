import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Chat } from '../../sync/model';
import { useChatName, usePerson } from '../../sync/people';
import { Avatar } from '../../ui/avatar';
import { BackButton } from './back-button';
import { ChatMenu, type ChatDialogKind } from './chat-menu';

interface ChatHeaderProps {
  chat: Chat;
  onBack: () => void;
  onOpen: (dialog: ChatDialogKind) => void;
}

/** Whose chat this is, and what can be done with it. */
export function ChatHeader({ chat, onBack, onOpen }: ChatHeaderProps) {
  const { viewer } = useAccount();
  const name = useChatName(chat);
  const isGroup = chat.chatType === 'group';
  const otherId = chat.participantIds.find((id) => id !== viewer.id) ?? viewer.id;
  return (
    <header className="flex min-h-16 items-center gap-2 border-b border-line bg-surface px-3 py-2">
      <BackButton onBack={onBack} />
      <Avatar id={isGroup ? chat.id : otherId} name={name} />
      <div className="min-w-0 flex-1 ps-1">
        <h1
          dir="auto"
          title={name}
          className="w-fit max-w-full truncate font-semibold"
          data-testid="chat-name"
        >
          {name}
        </h1>
        <div className="flex min-w-0 items-center gap-1.5 text-sm text-quiet">
          {isGroup ? (
            <MembersLine chat={chat} onOpen={() => onOpen('members')} />
          ) : (
            <UsernameLine userId={otherId} />
          )}
        </div>
      </div>
      <ChatMenu chat={chat} onOpen={onOpen} />
    </header>
  );
}

function MembersLine({ chat, onOpen }: { chat: Chat; onOpen: () => void }) {
  const { t } = useTranslation('chat');
  return (
    <>
      <button
        type="button"
        onClick={onOpen}
        className="min-h-6 shrink-0 rounded hover:text-text hover:underline"
        data-testid="members"
      >
        {t('members.count', { count: chat.participantIds.length })}
      </button>
      {chat.description && (
        <>
          <span aria-hidden>·</span>
          <span dir="auto" className="truncate" title={chat.description}>
            {chat.description}
          </span>
        </>
      )}
    </>
  );
}

/** Where presence will stand, once the API tells it. */
function UsernameLine({ userId }: { userId: string }) {
  const person = usePerson(userId);
  return (
    <span dir="auto" className="truncate">
      {person && `@${person.username}`}
    </span>
  );
}
