import { useEffect, useMemo } from 'react';
import type { ChatState } from '../sync/chat-state';
import { useAccount, useCell, useChats } from '../sync/context';
import { useChatNames } from '../sync/people';
import { nameMatcher } from './name-match';

/** Of larger groups only those people are found by whose names are known anyway. */
const MOST_PEOPLE_ASKED_FOR = 50;

/** The chats whose name, or the name of somebody in them, has what was typed; latest activity first. */
export function useChatSearch(query: string): readonly ChatState[] {
  const { viewer, people } = useAccount();
  const chats = useChats();
  const chatName = useChatNames();
  const known = useCell(people.known);

  useEffect(() => {
    const small = chats.filter(({ chat }) => chat.participantIds.length <= MOST_PEOPLE_ASKED_FOR);
    people.want(small.flatMap(({ chat }) => chat.participantIds.filter((id) => id !== viewer.id)));
  }, [people, chats, viewer.id]);

  return useMemo(() => {
    const matches = nameMatcher(query);
    const namesOf = ({ chat }: ChatState) => [
      chatName(chat),
      ...chat.participantIds.flatMap((id) => {
        const person = id === viewer.id ? null : known.get(id);
        return person ? [person.displayName, person.username] : [];
      }),
    ];
    return chats.filter((state) => matches(namesOf(state)));
  }, [chats, query, chatName, known, viewer.id]);
}
