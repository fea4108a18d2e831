import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCell, useChats } from './context';
import type { Chat, User } from './model';

/** The person with this id, or null if nobody has it; undefined until it is known, and for the empty id. */
function useKnownPerson(id: string): User | null | undefined {
  const { viewer, people } = useAccount();
  const known = useSyncExternalStore(people.known.subscribe, () => people.known.get().get(id));
  useEffect(() => (id === viewer.id ? undefined : people.want([id])), [people, viewer.id, id]);
  return id === viewer.id ? viewer : known;
}

export const usePerson = (id: string): User | undefined => useKnownPerson(id) ?? undefined;

/** The name to show for a user; empty until it is known, and for the empty id. */
export function usePersonName(id: string): string {
  const person = useKnownPerson(id);
  const { t } = useTranslation('names');
  return person === null ? t('unknown') : (person?.displayName ?? '');
}

/** So long whoever has something to say waits for a name, in milliseconds. */
const PATIENCE_MS = 5_000;

/** A name as it was found, for what cannot wait for ever: empty at first, the "unknown" one after some seconds. */
export function useNameInTime(name: string): string {
  const { t } = useTranslation('names');
  const [isLate, setLate] = useState(false);
  const isMissing = name === '';
  useEffect(() => {
    if (!isMissing) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isMissing]);
  return name || (isLate ? t('unknown') : '');
}

/** By whom a chat without a name of its own is called: the first other one, in a chat with nobody else the viewer. */
const namesakeOf = (chat: Chat, viewerId: string): string | null =>
  chat.chatType === 'group' && chat.name
    ? null
    : (chat.participantIds.find((id) => id !== viewerId) ?? viewerId);

/** A group's own name; a direct chat is named by the other person. Empty until it is known. */
export function useChatName(chat: Chat): string {
  const { viewer } = useAccount();
  const { t } = useTranslation('names');
  const namesake = namesakeOf(chat, viewer.id);
  const name = usePersonName(namesake ?? '');
  if (namesake === null) return chat.name ?? '';
  return chat.chatType === 'direct' || !name ? name : t('groupWith', { name });
}

/** The same for every chat of the viewer at once: to search and to sort by. */
export function useChatNames(): (chat: Chat) => string {
  const { viewer, people } = useAccount();
  const chats = useChats();
  const known = useCell(people.known);
  const { t } = useTranslation('names');
  useEffect(() => {
    const namesakes = chats.map(({ chat }) => namesakeOf(chat, viewer.id) ?? '');
    return people.want(namesakes.filter((id) => id !== viewer.id));
  }, [people, chats, viewer.id]);

  return useCallback(
    (chat) => {
      const namesake = namesakeOf(chat, viewer.id);
      if (namesake === null) return chat.name ?? '';
      const person = namesake === viewer.id ? viewer : known.get(namesake);
      const name = person === null ? t('unknown') : (person?.displayName ?? '');
      return chat.chatType === 'direct' || !name ? name : t('groupWith', { name });
    },
    [viewer, known, t],
  );
}
