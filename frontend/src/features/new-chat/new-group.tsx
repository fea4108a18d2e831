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

/** As many people as leave the button in sight, where the window is high enough. */
const PICKER = '[&_[role=listbox]]:max-h-[max(9rem,calc(min(90dvh,48rem)-32rem))]';

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
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{t('people', { count: people.length })}</legend>
        <div className={PICKER}>
          <PeoplePicker picked={people} onChange={setPeople} />
        </div>
        {wasTried && peopleProblem && (
          <p role="alert" className="text-sm text-danger">
            {t(peopleProblem, { count: MOST_OTHERS })}
          </p>
        )}
      </fieldset>
      {failure && <Notice tone="danger">{failureText(failure)}</Notice>}
      <Button
        type="submit"
        variant="primary"
        disabled={isBusy}
        onClick={() => setTried(true)}
        testId="new-chat-create"
      >
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
