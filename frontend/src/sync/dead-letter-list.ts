import { DeadLettersDocument } from '../generated/receiver';
import { DiscardDeadLettersDocument, RedriveDeadLettersDocument } from '../generated/sender';
import { createCell, type Cell } from './cell';
import { failureOf, type Failure } from './failure';
import type { DeadLetter, DeadLetterOutcome } from './model';
import type { Transport } from './transport';

export interface DeadLetterPage {
  /** Newest first; null until they were read. */
  letters: readonly DeadLetter[] | null;
  /** There are older ones. */
  hasMore: boolean;
  /** 0: the newest. */
  number: number;
  /** Why it could not be read the last time. */
  failure: Failure | null;
}

/** Events that could not be stored, a page at a time, for administrators. */
export interface DeadLetterList {
  readonly page: Cell<DeadLetterPage>;
  /** Reads the page anew, unless one is being read. */
  refresh(): Promise<void>;
  older(): Promise<void>;
  newer(): Promise<void>;
  /** At most a page of them. Rejects with what `failureOf` reads. */
  redrive(ids: readonly string[]): Promise<DeadLetterOutcome>;
  /** The same, for good. */
  discard(ids: readonly string[]): Promise<DeadLetterOutcome>;
}

const PER_PAGE = 50;
/** Whoever looks after the instances must not depend on a pinned one. */
const anywhere = { isUnpinned: true };

export function createDeadLetterList({ run }: Transport): DeadLetterList {
  const page = createCell<DeadLetterPage>({ letters: null, hasMore: false, number: 0, failure: null });
  /** By the number of a page, the letter that it begins after. */
  const starts: (string | undefined)[] = [undefined];
  /** The answer to an earlier question than this says nothing any more. */
  let asked = 0;
  let underWay = 0;

  async function read(number: number): Promise<void> {
    const mine = ++asked;
    underWay++;
    const instead = await readAs(mine, number);
    underWay--;
    if (instead !== null && mine === asked) await read(instead);
  }

  /** Answers the page to read instead, if there is nothing on this one any more. */
  async function readAs(mine: number, number: number): Promise<number | null> {
    try {
      const variables = { first: PER_PAGE, after: starts[number] };
      const { items, hasMore } = (await run('receiver', DeadLettersDocument, variables, anywhere))
        .deadLetters;
      // All of it was redriven or discarded.
      if (items.length === 0 && number > 0) return number - 1;
      if (mine === asked) page.set({ letters: items, hasMore, number, failure: null });
    } catch (error) {
      const failure = failureOf(error);
      // The letter that it began after is gone.
      if (failure.code === 'BAD_USER_INPUT' && number > 0) return 0;
      if (mine === asked) page.set({ ...page.get(), failure });
    }
    return null;
  }

  return {
    page,
    async refresh() {
      if (underWay === 0) await read(page.get().number);
    },
    async older() {
      const { letters, number } = page.get();
      starts[number + 1] = letters?.at(-1)?.id;
      await read(number + 1);
    },
    newer: () => read(Math.max(0, page.get().number - 1)),
    async redrive(ids) {
      const answer = await run('sender', RedriveDeadLettersDocument, { ids: [...ids] }, anywhere);
      await read(page.get().number);
      return answer.redriveDeadLetters;
    },
    async discard(ids) {
      const answer = await run('sender', DiscardDeadLettersDocument, { ids: [...ids] }, anywhere);
      await read(page.get().number);
      return answer.discardDeadLetters;
    },
  };
}
