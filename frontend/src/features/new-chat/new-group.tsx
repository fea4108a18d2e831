import { LIMITS } from '@converge/domain';
import { Field as Base } from '@base-ui/react/field';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { PeoplePicker } from '../../people/people-picker';
import type { User } from '../../sync/model';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useCreation } from './creation';

/** The creator is one of them. */
const MOST_OTHERS = LIMITS.participants - 1;

/** A group has a name and somebody besides its creator; a description if one likes. */
export function NewGroup({ onCreated }: { onCreated: (chatId: string) => void }) {
  const { t } = useTranslation('newChat');
  const failureText = useFailureText();
  const { isBusy, failure, create } = useCreation(onCreated);
  const [people, setPeople] = useState<User[]>([]);
  const [wasTried, setTried] = useState(false);
  const peopleProblem = problemOf(people.length);

  function submit({ name = '', description = '' }: Record<string, string>): void {
    setTried(true);
    if (peopleProblem || isBusy) return;
    create({
      chatType: 'group',
      name: name.trim(),
      description: description.trim() || undefined,
      participantIds: people.map(({ id }) => id),
    });
  }

  return (
    <Form onSubmit={submit}>
      <Field
        name="name"
        label={t('name')}
        required
        maxLength={LIMITS.chatNameLength}
        validate={(value) => (String(value ?? '').trim() ? null : t('nameMissing'))}
        autoComplete="off"
        autoFocus
        testId="new-chat-name"
      />
      <Description />
      <fieldset className="flex min-h-0 flex-col gap-1">
        <legend className="mb-1 text-sm font-medium">{t('people', { count: people.length })}</legend>
        <PeoplePicker picked={people} onChange={setPeople} />
        {wasTried && peopleProblem && (
          <p role="alert" className="text-sm text-danger">
            {t(peopleProblem, { count: MOST_OTHERS })}
          </p>
        )}
      </fieldset>
      {failure && <Notice tone="danger">{failureText(failure)}</Notice>}
      <Button type="submit" variant="primary" disabled={isBusy} testId="new-chat-create">
        {isBusy ? t('creating') : t('create')}
      </Button>
    </Form>
  );
}

function problemOf(count: number): 'nobody' | 'tooMany' | null {
  if (count === 0) return 'nobody';
  return count > MOST_OTHERS ? 'tooMany' : null;
}

function Description() {
  const { t } = useTranslation('newChat');
  return (
    <Base.Root name="description" className="flex flex-col gap-1">
      <Base.Label className="text-sm font-medium">{t('description')}</Base.Label>
      <Base.Control
        render={
          <textarea
            rows={2}
            dir="auto"
            maxLength={LIMITS.chatDescriptionLength}
            data-testid="new-chat-description"
            className="w-full resize-none rounded-lg border border-control bg-surface px-3 py-2 text-text"
          />
        }
      />
    </Base.Root>
  );
}
