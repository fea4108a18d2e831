import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ChatUnderTest } from '../check/record.js';
import { MessageKeys } from '../plan/message-key.js';
import type { Operation } from '../plan/operations.js';
import type { Answer, Http } from './http.js';
import { Outbox } from './outbox.js';
import { Person } from './person.js';
import { Tally } from './tally.js';

const chat: ChatUnderTest = { id: 'chat', members: [0], lastSeq: 0, epoch: 'a', revision: 1 };
const OPERATION: Operation = { number: 0, chat: 0, author: 0, isEdit: false };
const ACCEPTED: Answer = { kind: 'ok', data: { id: 'm0', seq: 1, revision: 2 }, servedBy: 'sender-1' };

let ann: Person;
let outbox: Outbox;
let tally: Tally;
/** What was sent, by its key. */
let sent: { key: string; answer: (answer: Answer) => void }[];

beforeEach(() => {
  sent = [];
  tally = new Tally(() => 1000);
  ann = new Person({ index: 0, id: 'ann', token: '', feedUrl: '', readUrl: '', sendUrl: '', read: [] }, [
    [0, chat],
  ]);
  const post = (_url: string, _token: string, _document: string, variables: object) =>
    new Promise<Answer>((answer) => {
      const { input } = variables as { input?: { clientMessageId: string } };
      sent.push({ key: input?.clientMessageId ?? 'an edit', answer });
    });
  outbox = new Outbox({
    ...{ tally, http: { post } as unknown as Http, keys: new MessageKeys(9, 1_780_000_000_000), seed: 1 },
    ...{ chats: [chat], people: new Map([[0, ann]]) },
  });
});

const keysSent = () => sent.map(({ key }) => key);

test('an edit is timed as a message is: from when it was due to its answer', async () => {
  const sending = outbox.perform(OPERATION, 0);
  sent[0]!.answer(ACCEPTED);
  await sending;
  const editing = outbox.perform({ ...OPERATION, number: 1, isEdit: true }, 400);
  sent[1]!.answer(ACCEPTED);
  await editing;
  expect(keysSent()).toEqual([expect.any(String), 'an edit']);
  const { whole, clocks } = tally.report();
  expect(whole).toMatchObject({ accepted: 2, edits: 1 });
  expect([...clocks.accepted.rest]).toEqual([1_000_000, 600_000]);
});

describe('After a reconnect, the word that a message is stored may have been missed', () => {
  test('one that was accepted is sent again, under the same key', async () => {
    const performed = outbox.perform(OPERATION, 0);
    sent[0]!.answer(ACCEPTED);
    await performed;
    const resent = outbox.resendUnstored(ann);
    expect(keysSent()).toEqual([sent[0]!.key, sent[0]!.key]);
    sent[1]!.answer(ACCEPTED);
    await resent;
    expect(tally.report()).toMatchObject({ messages: 1, whole: { accepted: 1 } });
  });

  test('one that the feed has told is sent again once its answer has come', async () => {
    const performed = outbox.perform(OPERATION, 0);
    outbox.identify(ann, OPERATION.number, 'm0');
    await outbox.resendUnstored(ann);
    expect(sent).toHaveLength(1);
    sent[0]!.answer(ACCEPTED);
    await performed;
    expect(keysSent()).toEqual([sent[0]!.key, sent[0]!.key]);
  });

  test('one that is said to be stored is not sent again', async () => {
    const performed = outbox.perform(OPERATION, 0);
    outbox.identify(ann, OPERATION.number, 'm0');
    await outbox.resendUnstored(ann);
    outbox.stored(ann, ['m0']);
    sent[0]!.answer(ACCEPTED);
    await performed;
    await outbox.resendUnstored(ann);
    expect(sent).toHaveLength(1);
    expect(tally.report().whole.stored).toBe(1);
  });
});
