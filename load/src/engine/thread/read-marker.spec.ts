import { beforeEach, expect, test } from '@jest/globals';
import type { ChatUnderTest } from '../check/record.js';
import type { Http } from './http.js';
import { Person } from './person.js';
import { ReadMarker } from './read-marker.js';
import { Tally } from './tally.js';

const chat: ChatUnderTest = { id: 'chat', members: [0], lastSeq: 0, epoch: 'a', revision: 1 };
let tally: Tally;
let person: Person;
beforeEach(() => {
  tally = new Tally(() => 0);
  person = new Person({ index: 0, id: 'ann', token: '', feedUrl: '', readUrl: '', sendUrl: '', read: [] }, [
    [0, chat],
  ]);
});

/** Marks up to 5, and is told that it is so far. */
const mark = async (lastReadSeq: number) => {
  const post: Http['post'] = async () => ({ kind: 'ok', data: { lastReadSeq }, servedBy: null });
  const membership = person.memberships.get(0)!;
  new ReadMarker({ post } as Http, tally, [chat]).mark(person, membership, 5, 0);
  while (tally.reading) await Promise.resolve();
  return tally.faults.counts.unreadWrong;
};

test('A marking that is confirmed raises the watermark', async () => {
  expect(await mark(5)).toBe(0);
  expect(person.memberships.get(0)!.reading.confirmed).toBe(5);
});

test('A marking that is confirmed lower than asked for is wrong', async () => {
  expect(await mark(4)).toBe(1);
  expect(tally.faults.offenders[0]).toMatchObject({ chatId: 'chat', userId: 'ann' });
});

test('In a chat that was read afresh it may be lower: what was read may be gone', async () => {
  person.memberships.get(0)!.view.reset();
  expect(await mark(4)).toBe(0);
  expect(tally.report().errors).toEqual({ 'READ fell behind': 1 });
});
