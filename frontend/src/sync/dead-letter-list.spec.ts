import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeadLettersDocument } from '../generated/receiver';
import { RedriveDeadLettersDocument } from '../generated/sender';
import { createDeadLetterList, type DeadLetterList } from './dead-letter-list';
import type { Transport } from './transport';

const gone = new CombinedGraphQLErrors({
  errors: [{ message: 'Gone.', extensions: { code: 'BAD_USER_INPUT' } }],
});

/** As the server has them, the newest first. */
function createServer(count: number) {
  let ids = Array.from({ length: count }, (_, index) => `letter-${count - index}`);
  const state = { isDown: false, reads: 0 };
  const take = (wanted: string[]) => {
    const outcome = {
      done: wanted.filter((id) => ids.includes(id)),
      unknown: wanted.filter((id) => !ids.includes(id)),
    };
    ids = ids.filter((id) => !wanted.includes(id));
    return outcome;
  };
  async function run(_: string, document: unknown, variables: never): Promise<unknown> {
    if (state.isDown) throw new TypeError('Failed to fetch');
    const { first, after, ids: wanted } = variables as { first: number; after?: string; ids: string[] };
    if (document === RedriveDeadLettersDocument) return { redriveDeadLetters: take(wanted) };
    if (document !== DeadLettersDocument) return { discardDeadLetters: take(wanted) };
    state.reads++;
    if (after !== undefined && !ids.includes(after)) throw gone;
    const from = after === undefined ? 0 : ids.indexOf(after) + 1;
    const items = ids.slice(from, from + first).map((id) => ({ id }));
    return { deadLetters: { items, hasMore: from + first < ids.length } };
  }
  return { state, take, transport: { run } as unknown as Transport };
}

describe('the list of dead letters', () => {
  let server: ReturnType<typeof createServer>;
  let list: DeadLetterList;
  const shown = () => list.page.get().letters?.map(({ id }) => id) ?? null;
  const open = async (count: number) => {
    server = createServer(count);
    list = createDeadLetterList(server.transport);
    await list.refresh();
  };
  beforeEach(() => open(120));

  it('is read a page at a time, the newest first, to and fro', async () => {
    expect(shown()).toHaveLength(50);
    expect(shown()?.[0]).toBe('letter-120');
    await list.older();
    await list.older();
    expect(list.page.get()).toMatchObject({ number: 2, hasMore: false });
    expect(shown()).toHaveLength(20);
    await list.newer();
    expect(shown()?.[0]).toBe('letter-70');
    await list.newer();
    expect(list.page.get()).toMatchObject({ number: 0, hasMore: true });
  });

  it('shows what is left after some were redriven or discarded, and tells which were', async () => {
    expect(await list.redrive(['letter-120', 'unknown'])).toEqual({
      done: ['letter-120'],
      unknown: ['unknown'],
    });
    expect(shown()?.[0]).toBe('letter-119');
    expect((await list.discard(['letter-119'])).done).toEqual(['letter-119']);
    expect(shown()?.[0]).toBe('letter-118');
  });

  it('shows the page before when all of a page is gone', async () => {
    await open(51);
    await list.older();
    expect(shown()).toEqual(['letter-1']);
    await list.discard(['letter-1']);
    expect(list.page.get()).toMatchObject({ number: 0, hasMore: false });
    expect(shown()).toHaveLength(50);
  });

  it('begins at the top again when the letter that a page begins after is gone', async () => {
    await list.older();
    server.take(['letter-71']);
    await list.refresh();
    expect(list.page.get().number).toBe(0);
    expect(shown()?.[0]).toBe('letter-120');
  });

  it('is not asked for anew while an answer is under way', async () => {
    server.state.reads = 0;
    await Promise.all([list.refresh(), list.refresh(), list.refresh()]);
    expect(server.state.reads).toBe(1);
  });

  it('stays as it is when it cannot be read, and says why', async () => {
    server.state.isDown = true;
    await list.refresh();
    expect(list.page.get().failure?.code).toBe('NETWORK');
    expect(shown()).toHaveLength(50);
    await expect(list.redrive(['letter-120'])).rejects.toThrow();
    server.state.isDown = false;
    await list.refresh();
    expect(list.page.get().failure).toBeNull();
  });
});
