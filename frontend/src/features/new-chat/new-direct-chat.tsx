import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { PeoplePicker } from '../../people/people-picker';
import type { User } from '../../sync/model';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';
import { useCreation } from './creation';

/** Picking a person opens the chat with them; there is nothing more to decide. */
export function NewDirectChat({ onCreated }: { onCreated: (chatId: string) => void }) {
  const { t } = useTranslation('newChat');
  const failureText = useFailureText();
  const { isBusy, failure, create } = useCreation(onCreated);
  const [picked, setPicked] = useState<User[]>([]);
  const [person] = picked;

  function pick(next: User[]): void {
    // Pressed again, the one who was picked would be taken back: it means to try once more.
    const chosen = next[0] ?? person;
    if (isBusy || !chosen) return;
    setPicked([chosen]);
    create({ chatType: 'direct', participantIds: [chosen.id] });
  }

  return (
    <>
      {isBusy && person && <Spinner label={t('opening', { name: person.displayName })} />}
      {failure && person && (
        <Notice tone="danger">
          <span className="me-3">{failureText(failure)}</span>
          <Button variant="link" onClick={() => pick([person])}>
            {t('again')}
          </Button>
        </Notice>
      )}
      <PeoplePicker single picked={picked} onChange={pick} />
    </>
  );
}
