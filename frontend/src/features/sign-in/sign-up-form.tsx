import { LIMITS } from '@converge/domain';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccountRules, useErrorTexts } from '../../people/account-rules';
import type { Session } from '../../sync/session';
import { useSubmission } from '../../sync/submission';
import { Field } from '../../ui/field';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password-field';
import { SubmitButton } from '../../ui/submit-button';

const FIELDS = ['username', 'displayName', 'email', 'password'] as const;

/** For people who have none yet. Whoever made an account is signed in with it. */
export function SignUpForm({ session }: { session: Session }) {
  const { t } = useTranslation('signIn');
  const rules = useAccountRules();
  const failureText = useFailureText();

  const submission = useSubmission(async (values: Record<string, string>) => {
    const text = (name: (typeof FIELDS)[number]) => values[name]?.trim() ?? '';
    await session.signUp({
      username: text('username').toLowerCase(),
      displayName: text('displayName'),
      email: text('email'),
      password: values['password'] ?? '',
    });
  }, FIELDS);
  const { submit, isBusy, problem } = submission;
  const errors = useErrorTexts(submission);

  return (
    <Form onSubmit={submit} errors={errors}>
      <Field
        name="username"
        label={t('username')}
        hint={t('usernameHint')}
        validate={rules.username}
        testId="login-username"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={32}
        aria-required
        autoFocus
      />
      <Field
        name="displayName"
        label={t('displayName')}
        hint={t('displayNameHint')}
        validate={rules.displayName}
        testId="signup-display-name"
        autoComplete="name"
        maxLength={LIMITS.displayNameLength}
        aria-required
      />
      <Field
        name="email"
        label={t('email')}
        validate={rules.email}
        testId="signup-email"
        // Not type=email: the browser would say what is wrong in its own language.
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={LIMITS.emailLength}
        aria-required
      />
      <PasswordField
        name="password"
        label={t('password')}
        hint={t('passwordHint', { count: LIMITS.passwordMinLength })}
        validate={rules.password}
        testId="login-password"
        autoComplete="new-password"
        maxLength={LIMITS.passwordMaxLength}
        aria-required
      />
      {problem && (
        <Notice tone="danger" testId="login-problem">
          {problem.code === 'FORBIDDEN' ? t('closed') : failureText(problem)}
        </Notice>
      )}
      <SubmitButton isBusy={isBusy} busyLabel={t('busyNew')} testId="signup-submit" className="mt-1">
        {t('submitNew')}
      </SubmitButton>
    </Form>
  );
}
