import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ChatUnderTest } from '../check/record.js';
import { MessageKeys } from '../plan/message-key.js';
import { messageText } from '../plan/message-text.js';
import type { FeedEvent } from './feed-event.js';
import { Follower } from './follower.js';
import { FrameReader } from './frame-reader.js';
import { Person } from './person.js';
import { Tally } from './tally.js';

const SEED = 1;
const keys = new MessageKeys(9, 1_780_000_000_000);
const chat: ChatUnderTest = { id: 'chat', members: [0, 1], lastSeq: 0, epoch: 'a', revision: 1 };
const reader = new FrameReader({ seed: SEED, keys, chats: new Map([['chat', 0]]) });

let tally: Tally;
let follower: Follower;
let ann: Person;
let ben: Person;
let told: string[];

beforeEach(() => {
  told = [];
  tally = new Tally(() => 1000);
  follower = new Follower({
    ...{ tally, reader, chats: [chat] },
    onReceived: (person, _, { seq }) => told.push(`${person.id} received ${seq}`),
    onOwn: (person, { id }) => told.push(`${person.id} wrote ${id}`),
    onStored: (person, ids) => told.push(`${person.id} stored ${ids.join()}`),
    onReconnected: (person) => told.push(`${person.id} reconnected`),
    onGap: (person, _, isReset) => told.push(`${person.id} ${isReset ? 'reset' : 'gap'}`),
  });
  const person = (index: number, id: string) =>
    new Person({ index, id, token: '', feedUrl: '', readUrl: '', sendUrl: '', read: [] }, [[0, chat]]);
  ann = person(0, 'ann');
  ben = person(1, 'ben');
});

const frame = (viewerEvents: object) =>
  reader.read(Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: { data: { viewerEvents } } })));

/** Operation n as ann's message n + 1, which is the chat's revision n + 2. */
const added = (operation: number, change: object = {}, event: object = {}): FeedEvent =>
  frame({
    ...{ __typename: 'MessageAdded', chatId: 'chat', position: { epoch: 'a', revision: operation + 2 } },
    message: {
      ...{ id: `m${operation}`, seq: operation + 1, senderId: 'ann', content: messageText(SEED, operation) },
      ...{ clientMessageId: keys.make(10, operation), ...change },
    },
    ...{ acceptedBy: 'sender-2', ...event },
  });

/** Ann's message of operation 0 with this text, since the chat's revision 2. */
const edited = (content: string): FeedEvent =>
  frame({
    ...{ __typename: 'MessageUpdated', chatId: 'chat', position: { epoch: 'a', revision: 2 } },
    message: { id: 'm0', seq: 1, revision: 2, senderId: 'ann', content, clientMessageId: keys.make(10, 0) },
  });

const found = () => Object.entries(tally.faults.counts).filter(([, count]) => count > 0);

describe('What a feed tells', () => {
  test('comes to the author as their own, to others as a delivery', () => {
    follower.hear(ann, added(0));
    follower.hear(ben, added(0));
    expect(told).toEqual(['ann wrote m0', 'ben received 1']);
    expect(tally.report()).toMatchObject({ arrivals: 2, whole: { delivered: 1 } });
    expect(found()).toEqual([]);
  });

  test('is stored when it says so', () => {
    follower.hear(ann, frame({ __typename: 'Persisted', chatId: 'chat', messageIds: ['m0', 'm1'] }));
    expect(told).toEqual(['ann stored m0,m1']);
  });

  test('is asked for again after each Ready but the first', () => {
    for (const instance of ['receiver-1', 'receiver-2'])
      follower.hear(ben, frame({ __typename: 'Ready', instance }));
    expect(told).toEqual(['ben reconnected']);
    expect(tally.report()).toMatchObject({ connections: 2, reconnects: 1 });
  });
});

describe('What breaks the promise of the feed', () => {
  test('the same event twice is a duplicate, told with whom and where', () => {
    follower.hear(ben, frame({ __typename: 'Ready', instance: 'receiver-2' }));
    follower.hear(ben, added(0));
    follower.hear(ben, added(0));
    expect(found()).toEqual([['duplicated', 1]]);
    expect(tally.faults.offenders[0]).toMatchObject({
      ...{
        chatId: 'chat',
        messageId: 'm0',
        seq: 1,
        userId: 'ben',
        receiver: 'receiver-2',
        sender: 'sender-2',
      },
    });
    expect(tally.report().whole.delivered).toBe(1);
  });

  test('the same message as a new one, under another revision, is a duplicate too', () => {
    follower.hear(ben, added(0));
    follower.hear(ben, added(0, {}, { position: { epoch: 'a', revision: 3 } }));
    expect(found()).toEqual([['duplicated', 1]]);
  });

  test('an event before one that came already is reordered, and its message not lost', () => {
    for (const operation of [0, 2, 1]) follower.hear(ben, added(operation));
    expect(found()).toEqual([
      ['reordered', 1],
      ['skipped', 1],
    ]);
    expect(told).toEqual(['ben received 1', 'ben received 3', 'ben gap', 'ben received 2']);
    expect(tally.report().gaps).toBe(1);
  });

  test('a read cursor told twice is a duplicate as well', () => {
    const read = frame({ __typename: 'MessagesRead', chatId: 'chat', position: { epoch: 'a', revision: 2 } });
    follower.hear(ben, read);
    follower.hear(ben, read);
    expect(found()).toEqual([['duplicated', 1]]);
  });

  test('another text is wrong, and so is a message that nobody of this run has sent', () => {
    follower.hear(ben, added(0, { content: 'something else' }));
    follower.hear(ben, added(1, { clientMessageId: null }));
    expect(found()).toEqual([['historyWrong', 2]]);
  });

  test('two people who see different messages at one place: one of them is wrong', () => {
    follower.hear(ann, added(0));
    follower.hear(ben, added(5, { seq: 1 }, { position: { epoch: 'a', revision: 2 } }));
    expect(found()).toEqual([['historyWrong', 1]]);
  });

  test('an edit that comes to two people with two texts: one of them is wrong', () => {
    follower.hear(ann, edited('one'));
    follower.hear(ben, edited('another'));
    expect(found()).toEqual([['historyWrong', 1]]);
    const text = { id: 'm0', seq: 1, revision: 2, operation: 0, content: 'one' };
    expect(follower.toldTexts).toEqual([{ ...text, chat: 0, person: 0, receiver: null }]);
  });

  test('an event of a chat that somebody is not in makes a suspect, once for all its events', () => {
    for (const operation of [0, 1]) follower.hear(ben, added(operation, {}, { chatId: 'other' }));
    expect(follower.suspects).toEqual([
      { person: 1, chatId: 'other', messageId: 'm0', receiver: null, events: 2 },
    ]);
    expect(told).toEqual([]);
  });
});

describe('What was missed', () => {
  test('is asked for once, however much comes after the gap', () => {
    const membership = ben.memberships.get(0)!;
    follower.hear(ben, added(2));
    membership.isCatchingUp = true;
    follower.hear(ben, added(3));
    expect(told).toEqual(['ben received 3', 'ben gap', 'ben received 4']);
    expect(found()).toEqual([['skipped', 1]]);
  });

  test('is read afresh once more after a Reset that comes while it is asked for', () => {
    const membership = ben.memberships.get(0)!;
    membership.isCatchingUp = true;
    follower.hear(ben, frame({ __typename: 'Reset', chatId: 'chat', position: { epoch: 'b', revision: 1 } }));
    // It is told all the same: who has sent something that is not stored sends it again.
    expect([membership.isResetAgain, told]).toEqual([true, ['ben reset']]);
  });

  test('is read afresh after a Reset, or in another epoch', () => {
    follower.hear(ben, frame({ __typename: 'Reset', chatId: 'chat', position: { epoch: 'b', revision: 1 } }));
    follower.hear(ben, added(0, {}, { position: { epoch: 'b', revision: 2 } }));
    expect(told).toEqual(['ben reset', 'ben received 1', 'ben reset']);
    expect(found()).toEqual([]);
  });

  test('may be told again, by another at its place, once the chat was read afresh', () => {
    follower.hear(ben, added(0));
    const { view } = ben.memberships.get(0)!;
    view.reset();
    view.caughtUp({ epoch: 'b', revision: 1 });
    follower.hear(ben, added(7, { seq: 1 }, { position: { epoch: 'b', revision: 2 } }));
    expect(found()).toEqual([]);
    expect(tally.report()).toMatchObject({ arrivals: 1, whole: { delivered: 1 } });
  });

  test('may be told by the feed after a page that was ahead of it, but not twice', () => {
    const { view } = ben.memberships.get(0)!;
    view.reset();
    view.arrive(1);
    view.wasReadAhead(1);
    view.caughtUp({ epoch: 'b', revision: 1 });
    follower.hear(ben, added(0, {}, { position: { epoch: 'b', revision: 2 } }));
    expect(found()).toEqual([]);
    follower.hear(ben, added(0, {}, { position: { epoch: 'b', revision: 3 } }));
    expect(found()).toEqual([['duplicated', 1]]);
  });

  test('may be told again by the next subscription, and is then nobody’s fault', () => {
    const ready = frame({ __typename: 'Ready', instance: 'receiver-1' });
    follower.hear(ben, ready);
    follower.hear(ben, added(0));
    follower.hear(ben, ready);
    follower.hear(ben, added(0));
    expect(found()).toEqual([]);
    expect(tally.report().whole.delivered).toBe(1);
  });
});

test('the same bytes are read once; bytes that differ are told apart, whatever slot they share', () => {
  const bytes = (n: number) =>
    Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: { errors: [n] } }));
  const first = reader.read(bytes(1));
  expect(reader.read(bytes(1))).toBe(first);
  for (let n = 0; n < 5000; n++) expect(reader.read(bytes(n))).toEqual({ kind: 'ended', why: `[${n}]` });
});
