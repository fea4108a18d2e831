import { LIMITS } from '@converge/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { PeoplePicker } from '../../people/people-picker';
import { useAccount } from '../../sync/context';
import { failureOf, type Failure } from '../../sync/failure';
import type { Chat, User } from '../../sync/model';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';

/** Adds people to a group; any member may. */
export function AddPeople({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useTranslation('chat');
  const { chats } = useAccount().sync;
  const failureText = useFailureText();
  const [picked, setPicked] = useState<User[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const isTooMany = chat.participantIds.length + picked.length > LIMITS.participants;

  async function add(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await chats.add(
        chat.id,
        picked.map(({ id }) => id),
      );
      onClose();
    } catch (error) {
      setProblem(failureOf(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t('add.title')} onClose={onClose} testId="add-people-dialog">
      <div className="flex flex-col gap-4">
        <PeoplePicker picked={picked} onChange={setPicked} exclude={chat.participantIds} />
        {isTooMany && <Notice tone="warn">{t('add.tooMany', { count: LIMITS.participants })}</Notice>}
        {problem && <Notice tone="danger">{failureText(problem)}</Notice>}
        <Button
          variant="primary"
          disabled={!picked.length || isTooMany || isBusy}
          onClick={() => void add()}
          testId="add-people-confirm"
        >
          {picked.length ? t('add.confirm', { count: picked.length }) : t('add.nobody')}
        </Button>
      </div>
    </Dialog>
  );
}
