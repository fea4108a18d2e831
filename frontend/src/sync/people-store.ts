import { LIMITS } from '@converge/domain';
import { SearchUsersDocument, UsersByIdsDocument } from '../generated/user';
import { backoffMs } from './backoff';
import { createCell, type Cell } from './cell';
import { failureOf } from './failure';
import type { User } from './model';
import type { Transport } from './transport';

/** People by id; null: nobody has this id. Who is not in it was not asked for, or there was no answer yet. */
export type KnownPeople = ReadonlyMap<string, User | null>;

/** The one source of names: each person is asked for once, all that are wanted within a moment with one question. */
export interface People {
  readonly known: Cell<KnownPeople>;
  /** Asks for those who are not known yet, until there is an answer or they are wanted no more. Answers how to say so. */
  want(ids: readonly string[]): () => void;
  /** People whose username or name begins with this; without text, anybody. Rejects with what `failureOf` reads. */
  search(text: string): Promise<User[]>;
  /** The feed was away, and people may have renamed themselves: asks again for those who are wanted, now or later. */
  askAgain(): void;
}

const MOST_FOUND = 20;

export interface PeopleQuestions {
  byIds(ids: string[]): Promise<readonly User[]>;
  search(text: string): Promise<User[]>;
}

export const peopleQuestions = ({ run }: Transport): PeopleQuestions => ({
  byIds: async (ids) => (await run('user', UsersByIdsDocument, { ids })).usersByIds,
  search: async (search) => (await run('user', SearchUsersDocument, { search, first: MOST_FOUND })).users,
});

export function createPeople(ask: PeopleQuestions): People {
  const known = createCell<KnownPeople>(new Map());
  /** How many want a person now. */
  const wants = new Map<string, number>();
  /** Whose answer is as new as the connection. */
  const fresh = new Set<string>();
  const asked = new Set<string>();
  const open = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  function learn(people: readonly (readonly [string, User | null])[]): void {
    for (const [id] of people) fresh.add(id);
    const before = known.get();
    const news = people.filter(([id, person]) => !before.has(id) || !isSame(before.get(id), person));
    if (news.length) known.set(new Map([...before, ...news]));
  }

  async function put(ids: string[]): Promise<void> {
    try {
      const found = new Map((await ask.byIds(ids)).map((person) => [person.id, person]));
      attempt = 0;
      learn(ids.map((id) => [id, found.get(id) ?? null]));
    } catch (error) {
      const { message, retryAfterMs = 0 } = failureOf(error);
      console.warn('Some names are not known yet:', message);
      for (const id of ids) open.add(id);
      if (!timer) later(Math.max(retryAfterMs, backoffMs(attempt++)));
    }
    for (const id of ids) asked.delete(id);
  }

  const later = (ms: number) => {
    timer ??= setTimeout(flush, ms);
  };

  /** All that are still wanted, in as few questions as the server allows. */
  function flush(): void {
    timer = undefined;
    const ids = [...open].filter((id) => wants.has(id));
    open.clear();
    for (let from = 0; from < ids.length; from += LIMITS.usersByIds) {
      const some = ids.slice(from, from + LIMITS.usersByIds);
      for (const id of some) asked.add(id);
      void put(some);
    }
  }

  function need(id: string): void {
    if (fresh.has(id) || asked.has(id)) return;
    open.add(id);
    later(0);
  }

  function release(id: string): void {
    const left = (wants.get(id) ?? 0) - 1;
    if (left > 0) wants.set(id, left);
    else wants.delete(id);
  }

  return {
    known,
    want(ids) {
      const mine = ids.filter((id) => id !== '');
      for (const id of mine) {
        wants.set(id, (wants.get(id) ?? 0) + 1);
        need(id);
      }
      return () => mine.forEach(release);
    },
    async search(text) {
      const found = await ask.search(text);
      learn(found.map((person) => [person.id, person]));
      return found;
    },
    askAgain() {
      clearTimeout(timer);
      timer = undefined;
      attempt = 0;
      fresh.clear();
      [...wants.keys()].forEach(need);
    },
  };
}

/** Told again, a person is the same object, so that nothing is drawn anew. */
const isSame = (a: User | null | undefined, b: User | null): boolean =>
  a?.displayName === b?.displayName &&
  a?.username === b?.username &&
  a?.isActive === b?.isActive &&
  !a === !b;
