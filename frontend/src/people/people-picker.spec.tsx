import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { AccountContext, type Account } from '../sync/context';
import type { User } from '../sync/model';
import { PeoplePicker } from './people-picker';

const person = (username: string): User => ({
  id: `id of ${username}`,
  username,
  displayName: username.toUpperCase(),
  isActive: true,
});
const everybody = ['me', 'ann', 'ben', 'bea'].map(person);
const search = jest.fn<(text: string) => Promise<User[]>>();
const account = { viewer: person('me'), people: { search } } as unknown as Account;

function open(props: { single?: boolean; exclude?: string[] } = {}) {
  function Scene() {
    const [picked, setPicked] = useState<User[]>([]);
    return (
      <AccountContext value={account}>
        <output>{picked.map(({ username }) => username).join(' ')}</output>
        <PeoplePicker picked={picked} onChange={setPicked} {...props} />
      </AccountContext>
    );
  }
  render(<Scene />);
}

const box = () => screen.getByRole('combobox', { name: 'Search people by name' });
const names = () => screen.queryAllByTestId('person').map(({ dataset }) => dataset.username);
const picked = () => document.querySelector('output')?.textContent;
const found = (...usernames: string[]) => waitFor(() => expect(names()).toEqual(usernames));

beforeEach(() => {
  search
    .mockReset()
    .mockImplementation((text) =>
      Promise.resolve(everybody.filter(({ username }) => username.startsWith(text))),
    );
});
afterEach(cleanup);

describe('the people picker', () => {
  it('begins with anybody but the viewer, and asks once for what was typed', async () => {
    open();
    await found('ann', 'ben', 'bea');
    await userEvent.type(box(), 'be');
    await found('ben', 'bea');
    expect(search.mock.calls).toEqual([[''], ['be']]);
  });

  it('picks several with the keyboard alone, and takes the last one back', async () => {
    open();
    await found('ann', 'ben', 'bea');
    await userEvent.type(box(), '{ArrowDown}{Enter}');
    await userEvent.type(box(), 'bea');
    await found('bea');
    await userEvent.type(box(), '{Enter}');
    expect(picked()).toBe('ann bea');
    expect((box() as HTMLInputElement).value).toBe('');
    await userEvent.type(box(), '{Backspace}');
    expect(picked()).toBe('ann');
  });

  it('of one only, lets the next take the place of the first', async () => {
    open({ single: true });
    await found('ann', 'ben', 'bea');
    await userEvent.click(screen.getByText('ANN'));
    await userEvent.click(screen.getByText('BEN'));
    expect(picked()).toBe('ben');
  });

  it('shows who is in the chat already, but does not pick them', async () => {
    open({ exclude: ['id of ann'] });
    await found('ann', 'ben', 'bea');
    await userEvent.click(screen.getByText('ANN'));
    expect(picked()).toBe('');
    expect(screen.getByText('In this chat')).toBeTruthy();
  });

  it('says why nobody is there, and asks again', async () => {
    search.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    open();
    expect((await screen.findByRole('alert')).textContent).toContain('server');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await found('ann', 'ben', 'bea');
  });

  it('does not let a slow answer take the place of a later one', async () => {
    let answer = (_: User[]) => {};
    open();
    await found('ann', 'ben', 'bea');
    search.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await userEvent.type(box(), 'a');
    await waitFor(() => expect(search).toHaveBeenLastCalledWith('a'));
    await userEvent.clear(box());
    await userEvent.type(box(), 'be');
    await found('ben', 'bea');
    answer([person('ann')]);
    await found('ben', 'bea');
  });
});
