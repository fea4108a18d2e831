import { useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import type { User } from '../../generated/graphql';
import { useAccount } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import { SEARCH_PEOPLE } from './new-chat.operations';

const TYPING_PAUSE_MS = 200;
const MOST_RESULTS = 20;

function useAfterTyping(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export interface PeopleFound {
  people: readonly User[];
  isSearching: boolean;
  problem: string | null;
}

/** Active people whose name fits, without the viewer. */
export function usePeopleSearch(text: string): PeopleFound {
  const { viewer } = useAccount();
  const { data, previousData, loading, error } = useQuery(SEARCH_PEOPLE.document, {
    variables: { search: useAfterTyping(text.trim()), first: MOST_RESULTS },
    context: { service: SEARCH_PEOPLE.service },
    fetchPolicy: 'cache-and-network',
  });
  const found = (data ?? previousData)?.users ?? [];
  return {
    people: found.filter((person) => person.isActive && person.id !== viewer.id),
    isSearching: loading,
    problem: error ? failureOf(error).message : null,
  };
}
