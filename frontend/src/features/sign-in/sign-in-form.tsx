import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccountRules } from '../../people/account-rules';
import type { Session } from '../../sync/session';
import { useSubmission } from '../../sync/submission';
import { Field } from '../../ui/field';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password-field';
import { SubmitButton } from '../../ui/submit-button';

/** For people who have an account. */
export function SignInForm({ session }: { session: Session }) {
  const { t } = useTranslation('signIn');
  const rules = useAccountRules();
  const failureText = useFailureText();
  const password = useRef<HTMLInputElement>(null);

  const { submit, isBusy, problem } = useSubmission(async (values: Record<string, string>) => {
    try {
      await session.signIn(values['username']?.trim().toLowerCase() ?? '', values['password'] ?? '');
    } catch (error) {
      // Most likely it was this one: typing writes over it.
      password.current?.select();
      throw error;
    }
  }, []);

  return (
    <Form onSubmit={submit}>
      <Field
        name="username"
        label={t('username')}
        validate={rules.required}
        testId="login-username"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        aria-required
        autoFocus
      />
      <PasswordField
        ref={password}
        name="password"
        label={t('password')}
        validate={rules.required}
        testId="login-password"
        autoComplete="current-password"
        aria-required
      />
      {problem && (
        <Notice tone="danger" testId="login-problem">
          {problem.code === 'UNAUTHENTICATED' ? t('wrong') : failureText(problem)}
        </Notice>
      )}
      <SubmitButton isBusy={isBusy} busyLabel={t('busy')} testId="login-submit" className="mt-1">
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
