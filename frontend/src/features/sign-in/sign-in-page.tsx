import { LIMITS, USERNAME_PATTERN } from '@converge/domain';
import { useActionState, useState } from 'react';
import { failureOf } from '../../sync/failure';
import type { Session } from '../../sync/session';
import { Brand } from '../../ui/brand';
import { Field } from '../../ui/field';

type Mode = 'sign-in' | 'sign-up';

/** Why the server said no, in words; a list of fields if it named them. */
function explain(error: unknown): string {
  const { message, fields } = failureOf(error);
  return fields?.length ? fields.map((field) => field.message).join(' ') : message;
}

export function SignInPage({ session, reason }: { session: Session; reason: string | null }) {
  const [mode, setMode] = useState<Mode>('sign-in');
  const isNew = mode === 'sign-up';

  const [problem, submit, isBusy] = useActionState(async (_: string | null, form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const username = text('username').toLowerCase();
    const password = String(form.get('password') ?? '');
    try {
      if (isNew) {
        await session.signUp({ username, password, email: text('email'), displayName: text('displayName') });
      } else await session.signIn(username, password);
      return null;
    } catch (error) {
      return explain(error);
    }
  }, null);

  return (
    <main className="sign-in">
      {/* A form per mode: a message about one is none about the other. */}
      <form key={mode} action={submit} className="card" aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">{isNew ? 'Create an account' : 'Sign in'}</h1>
        {reason && !problem && <p role="status">{reason}</p>}
        <AccountFields isNew={isNew} />
        {problem && (
          <p className="problem" role="alert" data-testid="login-problem">
            {problem}
          </p>
        )}
        <button
          type="submit"
          className="button primary"
          disabled={isBusy}
          data-testid={isNew ? 'signup-submit' : 'login-submit'}
        >
          {isNew ? 'Create account' : 'Sign in'}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => setMode(isNew ? 'sign-in' : 'sign-up')}
          data-testid={isNew ? 'login-open' : 'signup-open'}
        >
          {isNew ? 'I have an account' : 'Create an account'}
        </button>
      </form>
    </main>
  );
}

function AccountFields({ isNew }: { isNew: boolean }) {
  return (
    <>
      <Field
        label="Username"
        name="username"
        testId="login-username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        {...(isNew && {
          // Typed in capitals it is taken in small letters.
          pattern: USERNAME_PATTERN.source.replace(/^\^|\$$/g, '').replace('a-z', 'A-Za-z'),
          hint: '3 to 32 characters: letters, digits, _ . -',
        })}
      />
      {isNew && (
        <>
          <Field
            label="Your name"
            name="displayName"
            testId="signup-display-name"
            autoComplete="name"
            maxLength={LIMITS.displayNameLength}
            required
          />
          <Field
            label="Email"
            name="email"
            type="email"
            testId="signup-email"
            autoComplete="email"
            maxLength={LIMITS.emailLength}
            required
          />
        </>
      )}
      <Field
        label="Password"
        name="password"
        type="password"
        testId="login-password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        {...(isNew && {
          minLength: LIMITS.passwordMinLength,
          maxLength: LIMITS.passwordMaxLength,
          hint: `At least ${LIMITS.passwordMinLength} characters`,
        })}
      />
    </>
  );
}
