import { LIMITS } from '@converge/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccountRules, useErrorTexts } from '../../people/account-rules';
import { useAccount } from '../../sync/context';
import { useSubmission } from '../../sync/submission';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password-field';
import { SubmitButton } from '../../ui/submit-button';
import { useToast } from '../../ui/toast';

/** Named as the API names them, so that what the server says is said at its field. */
const FIELDS = ['currentPassword', 'password'] as const;

/** A new password, which ends the sessions of all other devices. */
export function PasswordTab() {
  const [timesChanged, setTimesChanged] = useState(0);
  // Changed: an empty form again.
  return <PasswordForm key={timesChanged} onChanged={() => setTimesChanged(timesChanged + 1)} />;
}

function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('account');
  const { account, viewer } = useAccount();
  const rules = useAccountRules();
  const failureText = useFailureText();
  const toast = useToast();

  const submission = useSubmission(async (values: Record<string, string>) => {
    await account.changePassword(values['currentPassword'] ?? '', values['password'] ?? '');
    toast.show({ text: t('password.saved') });
    onChanged();
  }, FIELDS);
  const { submit, isBusy, problem } = submission;
  const errors = useErrorTexts(submission);

  const differs = (value: unknown, values: Record<string, unknown>) =>
    rules.password(value) ?? (value === values['currentPassword'] ? t('rules.different') : null);
  const isSame = (value: unknown, values: Record<string, unknown>) =>
    rules.required(value) ?? (value === values['password'] ? null : t('rules.same'));

  return (
    <Form onSubmit={submit} errors={errors} className="flex max-w-md flex-col gap-4">
      <p className="text-quiet">{t('password.hint')}</p>
      {/* For password managers: whose password this is. */}
      <input hidden readOnly autoComplete="username" value={viewer.username} />
      <PasswordField
        name="currentPassword"
        label={t('password.current')}
        validate={rules.required}
        autoComplete="current-password"
        aria-required
        testId="password-current"
      />
      <PasswordField
        name="password"
        label={t('password.next')}
        hint={t('password.nextHint', { count: LIMITS.passwordMinLength })}
        validate={differs}
        autoComplete="new-password"
        maxLength={LIMITS.passwordMaxLength}
        aria-required
        testId="password-next"
      />
      <PasswordField
        name="repeated"
        label={t('password.repeated')}
        validate={isSame}
        autoComplete="new-password"
        maxLength={LIMITS.passwordMaxLength}
        aria-required
        testId="password-repeated"
      />
      {problem && (
        <Notice tone="danger" testId="password-problem">
          {failureText(problem)}
        </Notice>
      )}
      <SubmitButton
        isBusy={isBusy}
        busyLabel={t('password.saving')}
        className="self-start"
        testId="password-save"
      >
        {t('password.save')}
      </SubmitButton>
    </Form>
  );
}
