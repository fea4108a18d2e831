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

  describe('without an answer', () => {
    let warn: ReturnType<typeof jest.spyOn>;
    beforeEach(() => {
      warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    });
    afterEach(() => warn.mockRestore());

    it('are asked for again by themselves, ever more seldom', async () => {
      byIds.mockRejectedValueOnce(new TypeError('Failed to fetch'));
      byIds.mockRejectedValueOnce(new TypeError('Failed to fetch'));
      people.want(['ann']);
      await answered();
      people.want(['ann', 'bob']);
      await answered();
      expect(byIds).toHaveBeenCalledTimes(1);
      await jest.advanceTimersByTimeAsync(400);
      expect(byIds).toHaveBeenCalledTimes(2);
      expect(name('ann')).toBeUndefined();
      await jest.advanceTimersByTimeAsync(800);
      expect([name('ann'), name('bob')]).toEqual(['ANN', 'BOB']);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(byIds).toHaveBeenCalledTimes(3);
    });

    it('are not asked for again if nobody wants them any more', async () => {
      byIds.mockRejectedValue(new TypeError('Failed to fetch'));
      const release = people.want(['ann']);
      await answered();
      release();
      await jest.advanceTimersByTimeAsync(60_000);
      expect(byIds).toHaveBeenCalledTimes(1);
    });

    it('are asked for again at once after a reconnect', async () => {
      byIds.mockRejectedValueOnce(new TypeError('Failed to fetch'));
      people.want(['ann']);
      await answered();
      people.askAgain();
      await answered();
      expect(name('ann')).toBe('ANN');
    });
  });

  it('that are wanted are asked for again after a reconnect, in case somebody has a new one', async () => {
    people.want(['ann', 'bob']);
    const release = people.want(['cat']);
    await answered();
    release();
    const bob = people.known.get().get('bob');
    byIds.mockImplementation(async (ids) =>
      ids.map((id) => (id === 'bob' ? person(id) : { ...person(id), displayName: 'Renamed' })),
    );
    people.askAgain();
    await answered();
    expect(byIds.mock.calls.at(-1)).toEqual([['ann', 'bob']]);
    expect(name('ann')).toBe('Renamed');
    expect(people.known.get().get('bob')).toBe(bob);
    people.want(['cat']);
    await answered();
    expect(name('cat')).toBe('Renamed');
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
