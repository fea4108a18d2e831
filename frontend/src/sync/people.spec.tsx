import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { AccountContext, type Account } from './context';
import type { User } from './model';
import { usePersonName } from './people';
import { createPeople, type People } from './people-store';

const person = (id: string): User => ({ id, username: id, displayName: id.toUpperCase(), isActive: true });
const answered = () => jest.advanceTimersByTimeAsync(0);

describe('names of people', () => {
  const byIds = jest.fn<(ids: string[]) => Promise<User[]>>();
  const search = jest.fn<(text: string) => Promise<User[]>>();
  let people: People;
  const name = (id: string) => people.known.get().get(id)?.displayName;

  beforeEach(() => {
    jest.useFakeTimers();
    byIds.mockReset().mockImplementation(async (ids) => ids.filter((id) => id !== 'nobody').map(person));
    search.mockReset().mockImplementation(async (text) => [person(text)]);
    people = createPeople({ byIds, search });
  });
  afterEach(() => {
    cleanup();
    jest.useRealTimers();
  });

  it('are asked for together, and each once', async () => {
    people.want(['ann', 'bob']);
    people.want(['bob', 'cat', '']);
    await answered();
    people.want(['ann', 'cat']);
    await answered();
    expect(byIds.mock.calls).toEqual([[['ann', 'bob', 'cat']]]);
    expect(name('cat')).toBe('CAT');
  });

  it('of a thousand people take as many questions as the server’s limit asks for', async () => {
    people.want(Array.from({ length: 250 }, (_, index) => `p${index}`));
    await answered();
    expect(byIds.mock.calls.map(([ids]) => ids.length)).toEqual([100, 100, 50]);
    expect(people.known.get().size).toBe(250);
  });

  it('without an answer are asked for again after a reconnect, not before', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    byIds.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    people.want(['ann']);
    await answered();
    people.want(['ann']);
    await answered();
    expect(byIds).toHaveBeenCalledTimes(1);
    people.askAgain();
    await answered();
    expect(name('ann')).toBe('ANN');
    warn.mockRestore();
  });

  it('are known of whoever was found by a search', async () => {
    await people.search('dan');
    people.want(['dan']);
    await answered();
    expect(byIds).not.toHaveBeenCalled();
    expect(name('dan')).toBe('DAN');
  });

  describe('on the page', () => {
    const Name = ({ id }: { id: string }) => <p>{usePersonName(id) || '…'}</p>;
    const page = (viewer: User) => (
      <AccountContext value={{ viewer, people } as unknown as Account}>
        {['me', 'ann', 'nobody'].map((id) => (
          <Name key={id} id={id} />
        ))}
      </AccountContext>
    );
    const shown = () => screen.getAllByRole('paragraph').map((one) => one.textContent);

    it('come with one question, and the viewer’s own follows their profile', async () => {
      const view = render(page(person('me')));
      expect(shown()).toEqual(['ME', '…', '…']);
      await act(answered);
      expect(shown()).toEqual(['ME', 'ANN', 'Unknown']);
      expect(byIds.mock.calls).toEqual([[['ann', 'nobody']]]);
      view.rerender(page({ ...person('me'), displayName: 'Somebody new' }));
      expect(shown()[0]).toBe('Somebody new');
    });
  });
});
