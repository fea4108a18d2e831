import { useChatSearch } from '../../people/chat-search';
import { usePeopleSearch } from '../../people/people-search';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import type { User } from '../../sync/model';

/** Where one can go: a chat, or a person with whom there is none yet. */
export type Target =
  { kind: 'chat'; key: string; state: ChatState } | { kind: 'person'; key: string; person: User };

/** More are found by typing more. */
const MOST_CHATS = 50;

/** Chats with unread messages first, then the latest; the open one last, since one is there already. */
export function inOrder(chats: readonly ChatState[], openChatId: string | null): readonly ChatState[] {
  const rank = (state: ChatState) => {
    if (state.chat.id === openChatId) return 2;
    return unreadOf(state) > 0 ? 0 : 1;
  };
  return [...chats].sort((a, b) => rank(a) - rank(b));
}

/** People with whom there is no direct chat among these. */
export function withoutChat(people: readonly User[], chats: readonly ChatState[]): readonly User[] {
  const known = new Set(
    chats.filter(({ chat }) => chat.chatType === 'direct').flatMap(({ chat }) => chat.participantIds),
  );
  return people.filter((person) => !known.has(person.id));
}

export function useTargets(
  query: string,
  openChatId: string | null,
): { targets: readonly Target[]; isSearching: boolean } {
  const { byName, byPerson } = useChatSearch(query);
  const chats = [...inOrder(byName, openChatId), ...inOrder(byPerson, openChatId)];
  const { people, isSearching } = usePeopleSearch(query);
  // Nothing typed: where one was lately; people come with the first letter.
  const strangers = query.trim() && !isSearching ? withoutChat(people, chats) : [];
  const targets = [
    ...chats.slice(0, MOST_CHATS).map((state): Target => ({ kind: 'chat', key: state.chat.id, state })),
    ...strangers.map((person): Target => ({ kind: 'person', key: person.id, person })),
  ];
  return { targets, isSearching };
}
