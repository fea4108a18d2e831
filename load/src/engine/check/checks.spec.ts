import { beforeEach, describe, expect, test } from '@jest/globals';
import { MessageKeys } from '../plan/message-key.js';
import { messageText } from '../plan/message-text.js';
import { BitSet } from './bit-set.js';
import { checkDeliveries, checkPlaces } from './deliveries.js';
import { FaultLog } from './fault-log.js';
import { checkHistory, type StoredMessage } from './history.js';
import type { Accepted, ChatUnderTest, ToldText } from './record.js';
import { checkTexts } from './texts.js';
import { checkUnread } from './unread.js';

const SEED = 1;
const keys = new MessageKeys(77, 1_780_000_000_000);
const people = [{ id: 'ann' }, { id: 'ben' }];
const chat: ChatUnderTest = { id: 'chat', members: [0, 1], lastSeq: 3, epoch: 'a', revision: 9 };

let faults: FaultLog;
beforeEach(() => {
  faults = new FaultLog();
});

/** Operation n became the message with seq n + 4. */
const message = (operation: number, change: Partial<Accepted> = {}): Accepted => ({
  ...{ chat: 0, seq: operation + 4, id: `m${operation}`, operation, author: 0, sender: 'sender-1' },
  edits: { certain: [], uncertain: [] },
  ...change,
});

const edit = (operation: number, revision: number) => ({ operation, revision });

const stored = (operation: number, change: Partial<StoredMessage> = {}): StoredMessage => ({
  ...{ id: `m${operation}`, seq: operation + 4, senderId: 'ann', content: messageText(SEED, operation) },
  clientMessageId: keys.make(operation * 10, operation),
  ...change,
});

const found = () => Object.entries(faults.counts).filter(([, count]) => count > 0);

describe('Whatever was accepted comes to everybody', () => {
  const followed = (person: number, ...seqs: number[]) => {
    const seen = new BitSet(4);
    for (const seq of seqs) seen.add(seq);
    return {
      person,
      chat: 0,
      seen: seen.plain(),
      read: { least: 0, most: 0 },
      place: { epoch: 'a', revision: 9 },
      isSettled: true,
      receiver: 'receiver-2',
    };
  };
  const check = (...views: ReturnType<typeof followed>[]) =>
    checkDeliveries([message(0), message(1), message(2)], views, { chats: [chat], people }, faults);

  test('nothing is said where it did', () => {
    check(followed(0, 4, 5, 6), followed(1, 4, 5, 6));
    expect(found()).toEqual([]);
  });

  test('who has not seen a message is told, with what leads on', () => {
    check(followed(0, 4, 5, 6), followed(1, 4, 6));
    expect(found()).toEqual([['lost', 1]]);
    expect(faults.offenders[0]).toMatchObject({
      ...{ fault: 'lost', chatId: 'chat', messageId: 'm1', seq: 5, userId: 'ben' },
      ...{ receiver: 'receiver-2', sender: 'sender-1' },
    });
  });

  test('whose feed had not come back is told apart: the message may be there, but nobody has seen it', () => {
    check({ ...followed(0, 4, 5), isSettled: false }, followed(1, 4, 5, 6));
    expect(faults.offenders[0]!.detail).toMatch(/had not come back/);
  });

  test('an edit or a watermark that never came leaves its chat behind the record', () => {
    const at = (epoch: string, revision: number, isSettled = true) => [
      { ...followed(1), place: { epoch, revision }, isSettled },
    ];
    const there = [{ epoch: 'a', revision: 9 }];
    for (const well of [at('a', 9), at('a', 10), at('b', 1), at('a', 8, false)])
      checkPlaces(well, there, { chats: [chat], people }, faults);
    checkPlaces(at('a', 8), [null], { chats: [chat], people }, faults);
    expect(found()).toEqual([]);
    checkPlaces(at('a', 8), there, { chats: [chat], people }, faults);
    expect(found()).toEqual([['lost', 1]]);
    expect(faults.offenders[0]).toMatchObject({ userId: 'ben', chatId: 'chat', receiver: 'receiver-2' });
  });

  test('the author must see it too', () => {
    check(followed(0, 4, 5), followed(1, 4, 5, 6));
    expect(found()).toEqual([['lost', 1]]);
  });
});

describe('The history is what was accepted', () => {
  const check = (
    history: StoredMessage[],
    accepted: Accepted[],
    uncertain: number[] = [],
    ...shown: ReadonlyMap<number, number>[]
  ) => {
    checkHistory(
      history,
      { chat, people, seed: SEED, keys, accepted, uncertain: new Set(uncertain), shown },
      faults,
    );
    return found();
  };

  test('nothing is said where it is', () => {
    expect(check([stored(0), stored(1)], [message(0), message(1)])).toEqual([]);
  });

  test('a message that is not there was lost', () => {
    expect(check([stored(0)], [message(0), message(1)])).toEqual([['lost', 1]]);
  });

  test('a hole in the middle is told, besides what is lost by it', () => {
    expect(check([stored(0), stored(2)], [message(0), message(1), message(2)])).toEqual([
      ['lost', 1],
      ['historyWrong', 1],
    ]);
  });

  test('one operation that became two messages is a duplicate', () => {
    const twice = stored(0, { id: 'other', seq: 5 });
    expect(check([stored(0), twice], [message(0)])).toEqual([['duplicated', 1]]);
  });

  test.each([
    ['another text', stored(0, { content: 'something else' })],
    ['no text', stored(0, { content: null })],
    ['another id', stored(0, { id: 'other' })],
    ['another author', stored(0, { senderId: 'ben' })],
  ])('a message with %s is wrong', (_, wrong) => {
    expect(check([wrong], [message(0)])).toEqual([['historyWrong', 1]]);
  });

  test.each([
    ['of nobody', stored(1, { clientMessageId: null })],
    ['of another run', stored(1, { clientMessageId: new MessageKeys(5, 0).make(1, 1) })],
    ['that was refused', stored(1)],
  ])('a message %s is wrong', (_, wrong) => {
    expect(check([stored(0), wrong], [message(0)])).toEqual([['historyWrong', 1]]);
  });

  test('an operation without an answer may be there, or not, but not twice', () => {
    expect(check([stored(0), stored(1)], [message(0)], [1])).toEqual([]);
    expect(check([stored(0)], [message(0)], [1])).toEqual([]);
    expect(check([stored(0), stored(1), stored(1, { seq: 6, id: 'x' })], [message(0)], [1])).toEqual([
      ['duplicated', 1],
    ]);
  });

  test('who was shown another message than is there was shown a wrong one, whichever thread has followed them', () => {
    const [well, wrong] = [new Map([[4, 0]]), new Map([[4, 7]])];
    expect(check([stored(0)], [message(0)], [], well, new Map())).toEqual([]);
    expect(check([stored(0)], [message(0)], [], well, wrong)).toEqual([['historyWrong', 1]]);
    expect(faults.offenders[0]).toMatchObject({ chatId: 'chat', messageId: 'm0', seq: 4 });
  });

  test('the last edit is what is read; one without an answer may be', () => {
    const edited = message(0, { edits: { certain: [edit(10, 20), edit(11, 21)], uncertain: [] } });
    expect(check([stored(0, { content: messageText(SEED, 11) })], [edited])).toEqual([]);
    expect(check([stored(0, { content: messageText(SEED, 10) })], [edited])).toEqual([['historyWrong', 1]]);
    faults = new FaultLog();
    const perhaps = message(0, { edits: { certain: [edit(10, 20)], uncertain: [12] } });
    for (const operation of [10, 12])
      expect(check([stored(0, { content: messageText(SEED, operation) })], [perhaps])).toEqual([]);
  });
});

describe('A text that somebody is told is what its author wrote', () => {
  const edited = message(0, { edits: { certain: [edit(10, 20), edit(11, 21)], uncertain: [12] } });
  const check = (revision: number, writer: number, change: Partial<ToldText> = {}) => {
    const text: ToldText = {
      ...{ chat: 0, person: 1, receiver: 'receiver-2', id: 'm0', seq: 4, operation: 0, revision },
      ...{ content: messageText(SEED, writer), ...change },
    };
    checkTexts([text], [edited], { chats: [chat], people }, SEED, faults);
    return faults.counts.historyWrong;
  };

  test('before, between and after edits', () => {
    for (const [revision, writer] of [
      [12, 0],
      [20, 10],
      [21, 11],
    ] as const)
      expect(check(revision, writer)).toBe(0);
  });

  test('that of an edit without an answer may be told, but not where another edit was', () => {
    expect(check(22, 12)).toBe(0);
    expect(check(21, 12)).toBe(1);
  });

  test.each([
    ['the text before it', 20, 0, {}],
    ['the text of a later one', 20, 11, {}],
    ['no text', 20, 10, { content: null }],
    ['a text that nobody wrote', 22, 99, {}],
    ['its text at a message that was not edited', 20, 10, { id: 'm1', operation: 1 }],
  ])('an edit that comes with %s is wrong', (_, revision, writer, change) => {
    expect(check(revision, writer, change)).toBe(1);
    expect(faults.offenders[0]).toMatchObject({ chatId: 'chat', userId: 'ben', receiver: 'receiver-2' });
  });
});

describe('Unread is what is left to read', () => {
  const check = (read: { least: number; most: number }, unreadCount: number | null) => {
    const answer = unreadCount === null ? undefined : { chatId: 'chat', unreadCount, lastReadSeq: 0 };
    checkUnread({ person: 1, read }, chat, 20, answer, people, faults);
    return faults.counts.unreadWrong;
  };

  test('the recount must agree', () => {
    expect(check({ least: 15, most: 15 }, 5)).toBe(0);
    expect(check({ least: 15, most: 15 }, 6)).toBe(1);
    expect(check({ least: 15, most: 15 }, 4)).toBe(2);
    expect(check({ least: 15, most: 15 }, null)).toBe(3);
  });

  test('where an answer never came, either is right', () => {
    expect(check({ least: 15, most: 18 }, 5)).toBe(0);
    expect(check({ least: 15, most: 18 }, 2)).toBe(0);
    expect(check({ least: 15, most: 18 }, 1)).toBe(1);
  });
});

test('all faults are counted, the first ten of each kind told', () => {
  const others = new FaultLog();
  for (let i = 0; i < 25; i++) others.add({ fault: 'lost', chatId: 'chat', seq: i, detail: '' });
  others.add({ fault: 'reordered', chatId: 'chat', detail: '' }, 3);
  faults.add({ fault: 'lost', chatId: 'first', detail: '' });
  faults.merge(others.counts, others.offenders);
  expect(found()).toEqual([
    ['lost', 26],
    ['reordered', 3],
  ]);
  expect(faults.offenders).toHaveLength(11);
  expect(faults.offenders[0]!.chatId).toBe('first');
});
