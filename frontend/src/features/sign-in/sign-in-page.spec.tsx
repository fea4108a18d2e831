import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Session } from '../../sync/session';
import { SignInPage } from './sign-in-page';

afterEach(cleanup);

const refusal = (code: string, extensions: object = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message: 'no', extensions: { code, ...extensions } }] } as never);

function open(reason: 'ended' | null = null) {
  const signIn = jest.fn<Session['signIn']>().mockResolvedValue();
  const signUp = jest.fn<Session['signUp']>().mockResolvedValue();
  render(<SignInPage session={{ signIn, signUp } as Partial<Session> as Session} reason={reason} />);
  return { signIn, signUp, user: userEvent.setup() };
}

const at = (testId: string) => screen.getByTestId(testId);

async function fillIn(user: ReturnType<typeof userEvent.setup>, values: Record<string, string>) {
  for (const [testId, text] of Object.entries(values)) {
    await user.clear(at(testId));
    await user.type(at(testId), text);
  }
}

const ACCOUNT = {
  'login-username': ' Ann.Miller ',
  'signup-display-name': 'Ann Miller',
  'signup-email': 'ann@example.org',
  'login-password': 'a long passphrase',
};

describe('signing in', () => {
  it('takes the username in small letters, and the password as it is', async () => {
    const { signIn, user } = open();
    await fillIn(user, { 'login-username': 'Ann', 'login-password': ' PassWord ' });
    await user.keyboard('{Enter}');
    expect(signIn).toHaveBeenCalledWith('ann', ' PassWord ');
  });

  it('asks for what is missing before it asks the server', async () => {
    const { signIn, user } = open();
    await user.click(at('login-submit'));
    expect(signIn).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(at('login-username'));
    expect(screen.getAllByText('Please fill this in.')).toHaveLength(2);
  });

  it('keeps what was typed when it was wrong', async () => {
    const { signIn, user } = open();
    signIn.mockRejectedValue(refusal('UNAUTHENTICATED'));
    await fillIn(user, { 'login-username': 'ann', 'login-password': 'wrong' });
    await user.click(at('login-submit'));
    expect((await screen.findByTestId('login-problem')).textContent).toBe('Wrong username or password.');
    expect((at('login-username') as HTMLInputElement).value).toBe('ann');
  });

  it('says how long to wait after too many attempts', async () => {
    const { signIn, user } = open();
    signIn.mockRejectedValue(refusal('RATE_LIMITED', { retryAfterMs: 29_500 }));
    await fillIn(user, { 'login-username': 'ann', 'login-password': 'wrong' });
    await user.click(at('login-submit'));
    expect((await screen.findByTestId('login-problem')).textContent).toContain('30 seconds');
  });

  it('is asked for once, however often the button is pressed', async () => {
    const { signIn, user } = open();
    signIn.mockReturnValue(new Promise(() => {}));
    await fillIn(user, { 'login-username': 'ann', 'login-password': 'secret' });
    await user.click(at('login-submit'));
    await user.click(at('login-submit'));
    expect(signIn).toHaveBeenCalledTimes(1);
    expect(at('login-submit').textContent).toBe('Signing in…');
  });

  it('says why it is needed again', () => {
    open('ended');
    expect(at('signed-out-reason').textContent).toBe('Your session has ended. Please sign in again.');
  });
});

describe('signing up', () => {
  it('makes the account that was described', async () => {
    const { signUp, user } = open();
    await user.click(at('signup-open'));
    await fillIn(user, ACCOUNT);
    await user.click(at('signup-submit'));
    expect(signUp).toHaveBeenCalledWith({
      username: 'ann.miller',
      displayName: 'Ann Miller',
      email: 'ann@example.org',
      password: 'a long passphrase',
    });
  });

  it('says at each field what the server would not take', async () => {
    const { signUp, user } = open();
    await user.click(at('signup-open'));
    await fillIn(user, {
      ...ACCOUNT,
      'login-username': 'a b',
      'signup-email': 'nobody',
      'login-password': 'short',
    });
    await user.click(at('signup-submit'));
    expect(signUp).not.toHaveBeenCalled();
    for (const text of ['cannot be a username', 'not look like an e-mail', 'too short']) {
      expect(screen.getByText(text, { exact: false })).toBeTruthy();
    }
  });

  it('says at the field what is taken', async () => {
    const { signUp, user } = open();
    const fields = [{ path: 'username', message: 'This username is taken.' }];
    signUp.mockRejectedValue(refusal('CONFLICT', { fields }));
    await user.click(at('signup-open'));
    await fillIn(user, ACCOUNT);
    await user.click(at('signup-submit'));
    await screen.findByText('This is taken. Choose another.');
    expect(at('login-username').getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByTestId('login-problem')).toBeNull();
  });

  it('says when accounts are made by administrators only', async () => {
    const { signUp, user } = open();
    signUp.mockRejectedValue(refusal('FORBIDDEN'));
    await user.click(at('signup-open'));
    await fillIn(user, ACCOUNT);
    await user.click(at('signup-submit'));
    expect((await screen.findByTestId('login-problem')).textContent).toContain('switched off');
  });

  it('shows the password when asked to', async () => {
    const { user } = open();
    expect(at('login-password').getAttribute('type')).toBe('password');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(at('login-password').getAttribute('type')).toBe('text');
  });
});
