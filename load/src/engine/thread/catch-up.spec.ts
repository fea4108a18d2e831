import { beforeEach, expect, test } from '@jest/globals';
import type { Arrival } from '../check/chat-view.js';
import type { ChatUnderTest, RevisedText } from '../check/record.js';
import { MessageKeys } from '../plan/message-key.js';
import { CatchUp } from './catch-up.js';
import type { AddedMessage } from './feed-event.js';
import type { Answer, Http } from './http.js';
import { Person, type Membership } from './person.js';
import { Tally } from './tally.js';

const keys = new MessageKeys(9, 1_780_000_000_000);
const chat: ChatUnderTest = { id: 'chat', members: [0], lastSeq: 0, epoch: 'a', revision: 1 };
/** Operation n at seq n + 1. */
const message = (operation: number) => ({
  ...{ id: `m${operation}`, seq: operation + 1, revision: operation + 2, senderId: 'ann' },
  content: `text ${operation}`,
  clientMessageId: keys.make(10, operation),
});

let person: Person;
let membership: Membership;
let came: [seq: number, id: string, arrival: Arrival][];
let told: RevisedText[];
let answers: { asks: string; data: () => unknown }[];
let catchUp: CatchUp;

beforeEach(() => {
  person = new Person({ index: 0, id: 'ann', token: '', feedUrl: '', readUrl: '', sendUrl: '', read: [] }, [
    [0, chat],
  ]);
  membership = person.memberships.get(0)!;
  [came, told, answers] = [[], [], []];
  const post = async (_url: string, _token: string, document: string): Promise<Answer> => {
    const { asks, data } = answers.shift()!;
    expect(document).toContain(asks);
    return { kind: 'ok', data: data(), servedBy: null };
  };
  catchUp = new CatchUp({
    ...{ tally: new Tally(() => 0), keys, chats: [chat], http: { post } as unknown as Http },
    arrived: (_, { view }, { seq, id }: AddedMessage) => {
      const arrival = view.arrive(seq);
      came.push([seq, id, arrival]);
      return arrival;
    },
    told: (_, __, text) => told.push(text),
  });
});

const place = { asks: 'chat(id', data: () => ({ position: { epoch: 'b', revision: 3 } }) };
const page = (...operations: number[]) => ({ asks: 'messages(', data: () => operations.map(message) });

test('A chat that is read afresh comes once more as a whole: what an epoch had told may be gone with it', async () => {
  for (const seq of [1, 2]) membership.view.arrive(seq);
  answers = [place, page(0)];
  await catchUp.one(person, membership, true);
  expect(came).toEqual([[1, 'm0', 'again']]);
  expect([1, 2].map((seq) => membership.view.seen.has(seq))).toEqual([true, false]);
  expect(membership.view).toMatchObject({ place: { epoch: 'b', revision: 3 }, wasReset: true });
});

test('A Reset that comes while it is read afresh has it read once more: the feed goes on from the last one', async () => {
  const meanwhile = () => {
    membership.isResetAgain = true;
    return [message(0)];
  };
  const later = { asks: 'chat(id', data: () => ({ position: { epoch: 'b', revision: 100_003 } }) };
  answers = [place, { asks: 'messages(', data: meanwhile }, later, page(0)];
  await catchUp.one(person, membership, true);
  expect(membership.view.place).toEqual({ epoch: 'b', revision: 100_003 });
  expect([answers, membership.isCatchingUp]).toEqual([[], false]);
});

test('What is read is told on with its text, also of a message that had come: it may have been edited', async () => {
  membership.view.arrive(1);
  const changes = {
    position: { epoch: 'a', revision: 3 },
    reset: false,
    hasMore: false,
    messages: [message(0)],
  };
  answers = [{ asks: 'changes(', data: () => changes }];
  await catchUp.one(person, membership, false);
  expect(came).toEqual([[1, 'm0', 'known']]);
  expect(told).toEqual([{ id: 'm0', seq: 1, revision: 2, operation: 0, content: 'text 0' }]);
});

test('What a page tells beyond the place will be told by the feed as well, and that is no duplicate', async () => {
  answers = [place, page(0, 1, 2)];
  await catchUp.one(person, membership, true);
  expect([1, 2, 3].map((seq) => membership.view.isToldAfterReading(seq))).toEqual([false, false, true]);
});

test('One that is cut off while it reads afresh begins again, even where the place has not moved', async () => {
  membership.view.arrive(1);
  const here = { epoch: 'a', revision: 1 };
  let second: Promise<void> | undefined;
  const cut = () => {
    second = catchUp.all(person);
    return [];
  };
  answers = [
    { asks: 'chat(id', data: () => ({ position: here }) },
    { asks: 'messages(', data: cut },
    { asks: 'chatsByParticipant', data: () => [{ id: 'chat', position: here }] },
    { asks: 'chat(id', data: () => ({ position: here }) },
    page(0),
  ];
  await catchUp.one(person, membership, true);
  await second;
  expect(membership.view.seen.has(1)).toBe(true);
  expect([answers, membership.isCatchingUp]).toEqual([[], false]);
});
