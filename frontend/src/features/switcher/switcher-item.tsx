import { Autocomplete } from '@base-ui/react/autocomplete';
import { useTranslation } from 'react-i18next';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import type { User } from '../../sync/model';
import { useChatName, usePerson } from '../../sync/people';
import { Avatar } from '../../ui/avatar';
import { Badge } from '../../ui/badge';
import type { Target } from './targets';

interface SwitcherItemProps {
  target: Target;
  onSelect: () => void;
}

export const SwitcherItem = ({ target, onSelect }: SwitcherItemProps) => (
  <Autocomplete.Item
    value={target}
    onClick={onSelect}
    data-testid="switcher-item"
    className="flex min-h-12 cursor-pointer items-center gap-3 rounded-xl px-3 py-1.5 outline-none data-highlighted:bg-selected"
  >
    {target.kind === 'chat' ? <ChatLine state={target.state} /> : <PersonLine person={target.person} />}
  </Autocomplete.Item>
);

function ChatLine({ state }: { state: ChatState }) {
  const { t } = useTranslation('help');
  const { chat, viewerId } = state;
  const name = useChatName(chat);
  const isGroup = chat.chatType === 'group';
  const otherId = chat.participantIds.find((id) => id !== viewerId) ?? viewerId;
  const other = usePerson(isGroup ? '' : otherId);
  return (
    <>
      <Avatar id={isGroup ? chat.id : otherId} name={name} size="sm" />
      <span dir="auto" className="truncate font-medium">
        {name}
      </span>
      <span className="ms-auto max-w-2/5 shrink-0 truncate text-sm text-quiet">
        {isGroup
          ? t('switcher.members', { count: chat.participantIds.length })
          : other && <bdi>@{other.username}</bdi>}
      </span>
      <Badge count={unreadOf(state)} />
    </>
  );
}

function PersonLine({ person }: { person: User }) {
  const { t } = useTranslation('help');
  return (
    <>
      <Avatar id={person.id} name={person.displayName} size="sm" />
      <span className="truncate">{t('switcher.start', { name: person.displayName })}</span>
      <bdi className="ms-auto max-w-2/5 shrink-0 truncate text-sm text-quiet">@{person.username}</bdi>
    </>
  );
}
