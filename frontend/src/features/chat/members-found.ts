import { LIMITS } from '@converge/domain';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCell } from '../../sync/context';
import type { Chat, User } from '../../sync/model';

/** So many names are one question; of larger groups only those in view are asked for, until somebody searches. */
const NAMES_AT_ONCE = LIMITS.usersByIds;

const isNamed = (person: User, part: string, language: string): boolean =>
  `${person.displayName} @${person.username}`.toLocaleLowerCase(language).includes(part);

/**
 * The members whose name or username has `search` in it, by name, the viewer first. Null while the names are awaited: in
 * an order of their own first, the rows would move under the pointer afterwards. Of a larger group, whose names come as one
 * scrolls, the order is that of the chat until all are known. Whoever is added meanwhile stands last until then.
 */
export function useFoundMembers({ participantIds }: Chat, search: string): readonly string[] | null {
  const { viewer, people } = useAccount();
  const { language } = useTranslation('chat').i18n;
  const known = useCell(people.known);
  const part = useDeferredValue(search.trim().toLocaleLowerCase(language));
  const needsNames = part !== '' || participantIds.length <= NAMES_AT_ONCE;

  useEffect(() => {
    if (!needsNames) return;
    return people.want(participantIds.filter((id) => id !== viewer.id));
  }, [people, needsNames, participantIds, viewer.id]);

  const isComplete = participantIds.every((id) => id === viewer.id || known.has(id));
  const [wasComplete, setWasComplete] = useState(isComplete);
  if (isComplete && !wasComplete) setWasComplete(true);

  return useMemo(() => {
    const personOf = (id: string) => (id === viewer.id ? viewer : known.get(id));
    const found = participantIds.filter((id) => {
      const person = personOf(id);
      return !part || (!!person && isNamed(person, part, language));
    });
    const isUnknown = (id: string) => personOf(id) === undefined;
    if (participantIds.some(isUnknown) && !wasComplete) return needsNames ? null : found;
    const { compare } = new Intl.Collator(language);
    const rankOf = (id: string) => (id === viewer.id ? 0 : isUnknown(id) ? 2 : 1);
    const keyOf = (id: string) => personOf(id)?.displayName ?? '';
    return found.sort((a, b) => rankOf(a) - rankOf(b) || compare(keyOf(a), keyOf(b)));
  }, [participantIds, known, part, viewer, language, needsNames, wasComplete]);
}
