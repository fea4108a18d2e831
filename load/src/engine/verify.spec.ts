import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TargetUnreachableError, type Person, type StoredRow, type Target } from '../target/target.js';
import { BitSet } from './check/bit-set.js';
import { FaultLog } from './check/fault-log.js';
import type { Accepted, ChatUnderTest } from './check/record.js';
import { MessageKeys } from './plan/message-key.js';
import { messageText } from './plan/message-text.js';
import { operationAt } from './plan/operations.js';
import type { Ledger } from './thread/protocol.js';
import { verify, type VerifyOptions } from './verify.js';

const SEED = 1;
const keys = new MessageKeys(3, 1_780_000_000_000);
const people = ['ann', 'ben'].map((id): Person => ({ id, username: id, token: async () => id }));
const chats: ChatUnderTest[] = [0, 1].map((number) => ({
  ...{ id: `chat-${number}`, members: [0, 1], lastSeq: 0, epoch: 'a', revision: 1 },
}));

/** Ann's message in chat 0. */
const accepted: Accepted = {
  ...{ chat: 0, seq: 1, id: 'm', operation: 5, author: 0, sender: null },
  edits: { certain: [], uncertain: [] },
};
const stored = {
  ...{ id: 'm', seq: 1, senderId: 'ann', content: messageText(SEED, 5), clientMessageId: keys.make(0, 5) },
};

let faults: FaultLog;
/** What is answered: data, a code of refusal, or null: nobody is there. */
let answer: (query: string, variables: Record<string, string>) => unknown;

const ledger = (change: Partial<Ledger> = {}): Ledger => {
  const seen = new BitSet(1);
  seen.add(1);
  const follows = (person: number, chat: number) => ({
    ...{ person, chat, seen: (chat === 0 ? seen : new BitSet(1)).plain(), receiver: null, isSettled: true },
    place: { epoch: 'a', revision: 1 },
    read: person === 0 && chat === 0 ? { least: 1, most: 1 } : { least: 0, most: 0 },
  });
  return {
    ...{ accepted: [accepted], uncertain: [], suspects: [], faults: new FaultLog(), lag: { max: 0, p99: 0 } },
    ...{ shown: [new Map([[1, 5]]), new Map()], texts: [] },
    followed: [follows(0, 0), follows(1, 0), follows(0, 1), follows(1, 1)],
    ...change,
  } as Ledger;
};

let rows: StoredRow[][];
const check = async (change: Partial<VerifyOptions> = {}) => {
  const target = { endpoint: () => 'http://receiver', storedRows: async () => rows } as unknown as Target;
  const verified = verify({
    ...{ target, people, chats, setups: [], seed: SEED, keys, faults, progress: () => undefined },
    ...{ ledgers: [ledger()], areLanesEmpty: true, places: [] },
    ...change,
  });
  await jest.advanceTimersByTimeAsync(600_000);
  return verified;
};
const found = () => Object.entries(faults.counts).filter(([, count]) => count > 0);

beforeEach(() => {
  jest.useFakeTimers();
  faults = new FaultLog();
  rows = [[stored], []];
  answer = (query, { chatId, userId }) => {
    if (query.includes('messages(')) return chatId === 'chat-0' ? [stored] : [];
    const unreadCount = userId === 'ann' ? 0 : 1;
    return [
      { chatId: 'chat-0', unreadCount, lastReadSeq: 0 },
      { chatId: 'chat-1', unreadCount: 0, lastReadSeq: 0 },
    ];
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const { query, variables } = JSON.parse(String(init!.body)) as {
      query: string;
      variables: Record<string, string>;
    };
    const data = answer(query, variables);
    if (data === null) throw new Error('ECONNREFUSED');
    const errors = [{ message: 'no', extensions: { code: data } }];
    return new Response(JSON.stringify(typeof data === 'string' ? { errors } : { data: { data } }));
  });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('A record that is as it must be has no faults, and nothing is left unchecked', async () => {
  expect(await check()).toEqual({ unverified: 0, unchecked: [] });
  expect(found()).toEqual([]);
});

test('A history that its own members are refused is wrong; the others are still checked', async () => {
  const well = answer;
  answer = (query, variables) => {
    if (query.includes('messages(') && variables.chatId === 'chat-1') return 'NOT_FOUND';
    return query.includes('unreadCounts') && variables.userId === 'ben'
      ? 'FORBIDDEN'
      : well(query, variables);
  };
  expect(await check()).toEqual({ unverified: 0, unchecked: [] });
  expect(found()).toEqual([
    ['unreadWrong', 1],
    ['historyWrong', 1],
  ]);
  expect(faults.offenders.map(({ chatId, userId }) => [chatId, userId])).toEqual([
    ['', 'ben'],
    ['chat-1', 'ann'],
  ]);
});

test('Where nobody answers that is said, and no figure is lost by it', async () => {
  answer = () => null;
  const { unverified, unchecked } = await check();
  expect(unverified).toBe(chats.length + people.length);
  expect(unchecked).toEqual([expect.stringMatching(/^4 chats, people.*cannot be reached/)]);
  expect(found()).toEqual([]);
});

test('What threads have seen apart from each other is held together: places of messages, and texts', async () => {
  const told = { chat: 0, person: 1, receiver: null, id: 'm', seq: 1, operation: 5, content: 'old' };
  const other = { accepted: [], followed: [] };
  await check({ ledgers: [ledger(), ledger({ ...other, shown: [new Map([[1, 6]]), new Map()] })] });
  await check({ ledgers: [ledger(), ledger({ ...other, texts: [{ ...told, revision: 2 }] })] });
  expect(faults.offenders.map(({ fault, messageId }) => [fault, messageId])).toEqual([
    ['historyWrong', 'm'],
    ['historyWrong', 'm'],
  ]);
});

describe('What readers are told is what Postgres has', () => {
  test.each([
    ['no row', [], 'lost'],
    ['another text', [{ ...stored, content: 'old' }], 'historyWrong'],
    ['another author', [{ ...stored, senderId: 'ben' }], 'historyWrong'],
    ['a row more', [stored, { ...stored, id: 'other', seq: 2 }], 'historyWrong'],
  ])('%s there is wrong, whatever Redis says', async (_, inPostgres, fault) => {
    rows = [inPostgres, []];
    await check();
    expect(found()).toEqual([[fault, 1]]);
  });

  test('that it was not looked at is said', async () => {
    rows = [[], []];
    const waiting = await check({ areLanesEmpty: false });
    expect(waiting).toEqual({ unverified: 0, unchecked: [expect.stringMatching(/Postgres.*waited/)] });
    const elsewhere = await check({ target: { endpoint: () => 'http://receiver' } as unknown as Target });
    expect(elsewhere.unchecked).toEqual([expect.stringMatching(/Postgres.*does not show/)]);
    const storedRows = async () => {
      throw new TargetUnreachableError('Postgres cannot be read');
    };
    const away = await check({
      target: { endpoint: () => 'http://receiver', storedRows } as unknown as Target,
    });
    expect(away.unverified).toBe(1);
    expect(found()).toEqual([]);
  });
});

test('A message without an answer leaves only its author’s unread count open, and only in its chat', async () => {
  const plan = { seed: SEED, chats: chats.map(({ members }) => members), editRatio: 0 };
  const by = (person: number) => {
    for (let number = 0; ; number++) {
      const { author, chat } = operationAt(plan, number);
      if (author === person && chat === 0) return number;
    }
  };
  const well = answer;
  answer = (query, variables) =>
    query.includes('messages(')
      ? well(query, variables)
      : chats.map(({ id }) => ({ chatId: id, unreadCount: 0, lastReadSeq: 1 }));
  await check({ ledgers: [ledger({ uncertain: [by(1)] })] });
  expect(found()).toEqual([]);
  await check({ ledgers: [ledger({ uncertain: [by(0)] })] });
  expect(faults.offenders.map(({ fault, userId }) => [fault, userId])).toEqual([['unreadWrong', 'ben']]);
});
