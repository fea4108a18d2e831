import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, render, renderHook, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createCell } from '../../sync/cell';
import { AccountContext, type Account } from '../../sync/context';
import type { Chat } from '../../sync/model';
import type { KnownPeople } from '../../sync/people-store';
import { MembersDialog } from './members-dialog';
import { useFoundMembers } from './members-found';

const person = (id: string, displayName: string) =>
  [id, { id, displayName, username: id, isActive: true }] as const;
const chat = { id: 'chat', chatType: 'group', participantIds: ['a', 'b', 'me'] } as unknown as Chat;

function accountOf() {
  const known = createCell<KnownPeople>(new Map());
  const people = { known, want: () => () => {} };
  const account = { viewer: { id: 'me', displayName: 'Me' }, people } as unknown as Account;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AccountContext value={account}>{children}</AccountContext>
  );
  return { known, wrapper };
}

afterEach(cleanup);

describe('the members of a group', () => {
  it('are shown once their names are there, by name, and nobody is to be removed before', async () => {
    const { known, wrapper } = accountOf();
    render(<MembersDialog chat={{ ...chat, createdBy: 'me' }} onClose={() => {}} />, { wrapper });
    expect((await screen.findByText('Loading members…')).textContent).toBeTruthy();
    expect(screen.queryByTestId('member-remove')).toBeNull();
    act(() => known.set(new Map([person('a', 'Zoe'), person('b', 'Ann')])));
    expect(screen.queryByText('Loading members…')).toBeNull();
  });

  it('stay where they are when somebody is added whose name is not there yet', () => {
    const { known, wrapper } = accountOf();
    const { result, rerender } = renderHook((shown: Chat) => useFoundMembers(shown, ''), {
      wrapper,
      initialProps: chat,
    });
    expect(result.current).toBeNull();
    act(() => known.set(new Map([person('a', 'Zoe'), person('b', 'Ann')])));
    expect(result.current).toEqual(['me', 'b', 'a']);
    rerender({ ...chat, participantIds: ['0', 'a', 'b', 'me'] });
    expect(result.current).toEqual(['me', 'b', 'a', '0']);
    act(() => known.set(new Map([...known.get(), person('0', 'Max')])));
    expect(result.current).toEqual(['me', 'b', '0', 'a']);
  });
});
