import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Chat } from '../../sync/model';
import { usePersonName } from '../../sync/people';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { IconButton } from '../../ui/icon-button';
import { isAdminOf } from './chat-rights';
import { useFoundMembers } from './members-found';
import { MembersList, MembersSkeleton } from './members-list';
import { RemoveMember } from './members-remove';

/** Smaller groups are seen at a glance. */
const SEARCH_FROM = 10;

/** Who is in a group. Its admin may take others out. */
export function MembersDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useTranslation('chat');
  const { viewer } = useAccount();
  const isAdmin = isAdminOf(chat, viewer.id);
  const [search, setSearch] = useState('');
  const [removing, setRemoving] = useState<string | null>(null);
  const ids = useFoundMembers(chat, search);
  const count = chat.participantIds.length;
  return (
    <Dialog title={t('members.count', { count })} onClose={onClose} testId="members-dialog">
      {/* Room for the ring around the search: the dialog cuts off what goes beyond. */}
      <div className="flex flex-col gap-3 pt-1">
        {count >= SEARCH_FROM && (
          <Field
            name="member-search"
            type="search"
            label={t('members.search')}
            placeholder={t('members.search')}
            isLabelHidden
            value={search}
            onValueChange={setSearch}
            autoComplete="off"
            testId="member-search"
          />
        )}
        {ids?.length === 0 && <p role="status">{t('members.nobody')}</p>}
        {ids ? (
          <MembersList
            label={t('members.title')}
            ids={ids}
            trailing={(id) =>
              id === viewer.id ? (
                <span className="text-sm text-quiet">{t('members.you')}</span>
              ) : (
                isAdmin && <RemoveButton userId={id} onRemove={setRemoving} />
              )
            }
          />
        ) : (
          <MembersSkeleton label={t('members.loading')} count={count} />
        )}
      </div>
      {removing && <RemoveMember chat={chat} userId={removing} onClose={() => setRemoving(null)} />}
    </Dialog>
  );
}

function RemoveButton({ userId, onRemove }: { userId: string; onRemove: (userId: string) => void }) {
  const { t } = useTranslation('chat');
  const name = usePersonName(userId);
  // Nobody is to be removed unseen.
  if (!name) return null;
  return (
    <IconButton
      label={t('members.remove', { name })}
      icon={UserMinus}
      onClick={() => onRemove(userId)}
      testId="member-remove"
    />
  );
}
