import { LIMITS } from '@converge/domain';
import { SearchUsersDocument, UsersByIdsDocument } from '../generated/user';
import { createCell, type Cell } from './cell';
import { failureOf } from './failure';
import type { User } from './model';
import type { Transport } from './transport';

/** People by id; null: nobody has this id. Who is not in it was not asked for, or there was no answer yet. */
export type KnownPeople = ReadonlyMap<string, User | null>;

/** The one source of names: each person is asked for once, all that are wanted within a moment with one question. */
export interface People {
  readonly known: Cell<KnownPeople>;
  /** Asks for those who are not known yet. */
  want(ids: readonly string[]): void;
  /** People whose username or name begins with this; without text, anybody. Rejects with what `failureOf` reads. */
  search(text: string): Promise<User[]>;
  /** Asks again for those of whom there was no answer. */
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
  const wanted = new Set<string>();
  const asked = new Set<string>();
  const unanswered = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function learn(people: Iterable<readonly [string, User | null]>): void {
    known.set(new Map([...known.get(), ...people]));
  }

  async function put(ids: string[]): Promise<void> {
    try {
      const found = new Map((await ask.byIds(ids)).map((person) => [person.id, person]));
      learn(ids.map((id) => [id, found.get(id) ?? null]));
    } catch (error) {
      for (const id of ids) unanswered.add(id);
      console.warn('Some names are not known yet:', failureOf(error).message);
    }
    for (const id of ids) asked.delete(id);
  }

  /** All that were wanted until now, in as few questions as the server allows. */
  function flush(): void {
    timer = undefined;
    const ids = [...wanted];
    wanted.clear();
    for (let from = 0; from < ids.length; from += LIMITS.usersByIds) {
      const some = ids.slice(from, from + LIMITS.usersByIds);
      for (const id of some) asked.add(id);
      void put(some);
    }
  }

  function want(ids: readonly string[]): void {
    for (const id of ids) {
      const isOpen = id && !known.get().has(id) && !asked.has(id) && !unanswered.has(id);
      if (isOpen) wanted.add(id);
    }
    if (wanted.size) timer ??= setTimeout(flush, 0);
  }

  return {
    known,
    want,
    async search(text) {
      const found = await ask.search(text);
      learn(found.map((person) => [person.id, person]));
      return found;
    },
    askAgain() {
      const ids = [...unanswered];
      unanswered.clear();
      want(ids);
    },
  };
}
