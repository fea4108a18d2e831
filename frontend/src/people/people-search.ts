import { useEffect, useState } from 'react';
import { useAccount } from '../sync/context';
import { failureOf, type Failure } from '../sync/failure';
import type { User } from '../sync/model';

const TYPING_PAUSE_MS = 200;
const NOBODY: readonly User[] = [];

export interface PeopleFound {
  /** The answer to the latest question that was answered; it stays while the next is asked. */
  readonly people: readonly User[];
  readonly isSearching: boolean;
  /** What the last question failed with. */
  readonly problem: Failure | null;
  retry(): void;
}

/** Active people whose name fits, without the viewer; asked for when the typing pauses. */
export function usePeopleSearch(text: string): PeopleFound {
  const { viewer, people: source } = useAccount();
  const query = text.trim();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ to: string; people: readonly User[]; problem: Failure | null }>();
  const question = `${attempt} ${query}`;

  useEffect(() => {
    let isStale = false;
    const answered = (people: readonly User[], problem: Failure | null) => {
      if (!isStale) setAnswer({ to: question, people, problem });
    };
    const ask = () =>
      source.search(query).then(
        (found) =>
          answered(
            found.filter((person) => person.isActive && person.id !== viewer.id),
            null,
          ),
        (error: unknown) => answered(NOBODY, failureOf(error)),
      );
    // The first list comes at once; whoever types is waited for.
    const timer = setTimeout(() => void ask(), query ? TYPING_PAUSE_MS : 0);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [source, viewer.id, query, question]);

  return {
    people: answer?.people ?? NOBODY,
    isSearching: answer?.to !== question,
    problem: answer?.to === question ? answer.problem : null,
    retry: () => setAttempt((before) => before + 1),
  };
}
