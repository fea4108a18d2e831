import { LIMITS } from '@converge/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount } from '../../sync/context';
import { failureOf, type Failure } from '../../sync/failure';
import type { Chat } from '../../sync/model';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';

/** Code points after trimming, as the server counts them. */
const lengthOf = (value: unknown): number => [...String(value).trim()].length;

/** The name and the description of a group; any member may change them. */
export function RenameChat({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useTranslation('chat');
  const { chats } = useAccount().sync;
  const failureText = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);

  async function save(name: string, description: string): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await chats.rename(chat.id, { name, description });
      onClose();
    } catch (error) {
      setProblem(failureOf(error));
      setBusy(false);
    }
  }

  const atMost = (most: number) => (value: unknown) =>
    lengthOf(value) > most ? t('rename.tooLong', { count: most }) : null;
  return (
    <Dialog title={t('rename.title')} onClose={onClose} testId="rename-dialog" size="sm">
      <Form
        onSubmit={({ name = '', description = '' }) => void save(name.trim(), description.trim())}
        testId="rename-form"
      >
        <Field
          name="name"
          label={t('rename.name')}
          defaultValue={chat.name ?? ''}
          validate={(value) =>
            lengthOf(value) === 0 ? t('rename.empty') : atMost(LIMITS.chatNameLength)(value)
          }
          autoFocus
          testId="rename-name"
        />
        <Field
          name="description"
          label={t('rename.description')}
          hint={t('rename.optional')}
          defaultValue={chat.description ?? ''}
          validate={atMost(LIMITS.chatDescriptionLength)}
          testId="rename-description"
        />
        {problem && <Notice tone="danger">{failureText(problem)}</Notice>}
        <Button type="submit" variant="primary" disabled={isBusy} testId="rename-save">
          {t('rename.save')}
        </Button>
      </Form>
    </Dialog>
  );
}
