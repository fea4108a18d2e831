import { useEffect, useMemo } from 'react';
import type { ChatState } from '../sync/chat-state';
import { useAccount, useCell, useChats } from '../sync/context';
import { useChatNames } from '../sync/people';
import { folded, nameMatcher } from './name-match';

/** Of larger groups only those people are found by whose names are known anyway. */
const MOST_PEOPLE_ASKED_FOR = 50;

export interface ChatsFound {
  readonly byName: readonly ChatState[];
  /** Those whose own name does not fit, but that of somebody in them. */
  readonly byPerson: readonly ChatState[];
}

/** The chats that have what was typed in their name, or in the name of somebody in them; latest activity first. */
export function useChatSearch(query: string): ChatsFound {
  const { viewer, people } = useAccount();
  const chats = useChats();
  const chatName = useChatNames();
  const known = useCell(people.known);

  useEffect(() => {
    const small = chats.filter(({ chat }) => chat.participantIds.length <= MOST_PEOPLE_ASKED_FOR);
    return people.want(small.flatMap(({ chat }) => chat.participantIds.filter((id) => id !== viewer.id)));
  }, [people, chats, viewer.id]);

  // Typing asks this again and again; making it for a thousand chats is what takes time.
  const index = useMemo(
    () =>
      chats.map((state) => {
        const name = chatName(state.chat);
        const people = state.chat.participantIds.flatMap((id) => {
          const person = id === viewer.id ? null : known.get(id);
          return person ? [person.displayName, person.username] : [];
        });
        return { state, name: folded(name), withPeople: folded(name, ...people) };
      }),
    [chats, chatName, known, viewer.id],
  );

  return useMemo(() => {
    const matches = nameMatcher(query);
    const byName = index.filter(({ name }) => matches(name));
    const byPerson = index.filter(({ name, withPeople }) => !matches(name) && matches(withPeople));
    return { byName: byName.map(({ state }) => state), byPerson: byPerson.map(({ state }) => state) };
  }, [index, query]);
}
