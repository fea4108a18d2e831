import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { AccountContext, type Account } from '../sync/context';
import { SignOutDialog } from './sidebar-sign-out-dialog';

afterEach(cleanup);

it('stays and says why, where one cannot sign out now', async () => {
  const signOut = () => Promise.reject(new TypeError('Failed to fetch'));
  const account = { signOut, sync: { outbox: { waiting: () => 2 } } } as unknown as Account;
  const onClose = jest.fn();
  render(
    <AccountContext value={account}>
      <SignOutDialog onClose={onClose} />
    </AccountContext>,
  );
  expect(screen.getByText(/2 messages .* the next time this account is signed in here/)).toBeTruthy();
  fireEvent.click(screen.getByTestId('confirm'));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
  expect(onClose).not.toHaveBeenCalled();
});
