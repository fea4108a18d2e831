import { LIMITS } from '@converge/domain';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCell } from '../../sync/context';
import type { Chat, User } from '../../sync/model';

/** So many names are one question; of larger groups only those in view are asked for, until somebody searches. */
const NAMES_AT_ONCE = LIMITS.usersByIds;

const isNamed = (person: User, part: string, language: string): boolean =>
  `${person.displayName} @${person.username}`.toLocaleLowerCase(language).includes(part);

/** The members whose name or username has `search` in it; by name once all are known, the viewer first. */
export function useFoundMembers({ participantIds }: Chat, search: string): readonly string[] {
  const { viewer, people } = useAccount();
  const { language } = useTranslation('chat').i18n;
  const known = useCell(people.known);
  const part = useDeferredValue(search.trim().toLocaleLowerCase(language));
  const needsNames = part !== '' || participantIds.length <= NAMES_AT_ONCE;

  useEffect(() => {
    if (!needsNames) return;
    return people.want(participantIds.filter((id) => id !== viewer.id));
  }, [people, needsNames, participantIds, viewer.id]);

  return useMemo(() => {
    const personOf = (id: string) => (id === viewer.id ? viewer : known.get(id));
    const found = participantIds.filter((id) => {
      const person = personOf(id);
      return !part || (!!person && isNamed(person, part, language));
    });
    if (found.some((id) => personOf(id) === undefined)) return found;
    const { compare } = new Intl.Collator(language);
    const keyOf = (id: string) => personOf(id)?.displayName ?? '';
    return found.sort((a, b) => (a === viewer.id ? -1 : b === viewer.id ? 1 : compare(keyOf(a), keyOf(b))));
  }, [participantIds, known, part, viewer, language]);
}
