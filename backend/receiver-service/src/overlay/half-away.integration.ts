import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { seqs, VIEWER } from '../testing/documents.js';
import { startHarness, type Harness } from '../testing/receiver-harness.js';
import { HotDoor, hotStoreAway } from './hot-door.js';

/** Behind it Redis is away for some reads: counted from 0 since it was last told for which. */
class BreakingDoor extends HotDoor {
  private reads = 0;
  private isAway = (_read: number) => false;

  breaks(isAway: (read: number) => boolean): void {
    this.reads = 0;
    this.isAway = isAway;
  }

  override async insist<T>(read: () => Promise<T>): Promise<T> {
    if (this.isAway(this.reads++)) throw hotStoreAway();
    return super.insist(read);
  }
}

const door = new BreakingDoor(undefined, 30_000);
let at: Harness;
beforeAll(async () => {
  at = await startHarness({ hotDoor: door });
});
afterAll(() => at.stop());

const MESSAGES = 'query ($chat: ID!) { messages(chatId: $chat) { seq content } }';
const MESSAGE = 'query ($message: ID!) { message(id: $message) { content } }';
const CHAT = 'query ($chat: ID!) { chat(id: $chat) { id participantIds position { epoch } } }';
const UNREAD = 'query ($chat: ID!, $user: ID!) { unreadCount(chatId: $chat, userId: $user) }';
const CHATS = '{ chats { id participantIds } }';
const COMMON = 'query ($left: ID!) { chatsByParticipant(userId: $left) { id } }';
const QUERIES = [
  MESSAGES,
  MESSAGE,
  'query ($edited: ID!) { message(id: $edited) { content } }',
  CHAT,
  UNREAD,
  CHATS,
  COMMON,
  'query ($user: ID!) { unreadCounts(userId: $user) { chatId unreadCount } }',
  'query ($message: ID!) { messageReadStatus(messageId: $message) { readByUsers { userId readAt } } }',
  `query ($chat: ID!, $since: PositionInput!) { changes(chatId: $chat, since: $since) {
    position { revision } messages { seq content } reads { userId lastReadSeq } } }`,
];

/** A chat of which Postgres has a part, beside one of which it has nothing. */
async function twoChats() {
  const [ann, ben, left] = [newId(), newId(), newId()];
  const chat = await at.group(ann, ben, left);
  const edited = await at.send(chat.id, ann, 'one');
  for (const content of ['two', 'three']) await at.send(chat.id, ann, content);
  await at.persist();
  await at.messages.change(chat.id, ann, edited.id, 'one, edited', async () => edited);
  await at.chats.removeParticipant(chat.id, ann, left);
  const message = await at.send(chat.id, ann, 'four, not stored');
  await at.messages.markReadUpTo(chat.id, ben, 4);
  const unstored = await at.group(ann, ben);
  return { ann, ben, left, chat, edited, message, unstored };
}

test('an answer that Redis has begun is whole, or UNAVAILABLE: never what Postgres happens to have of it', async () => {
  const { ann, left, chat, edited, message } = await twoChats();
  const token = at.tokens.of(ann);
  const position = 'query ($chat: ID!) { chat(id: $chat) { position { epoch } } }';
  const { data } = await at.query<{ chat: { position: { epoch: string } } }>(token, position, {
    chat: chat.id,
  });
  const since = { epoch: data!.chat.position.epoch, revision: 1 };
  const variables = { chat: chat.id, message: message.id, edited: edited.id, user: ann, left, since };
  for (const query of QUERIES) {
    const whole = await at.query(token, query, variables);
    expect([query, whole.codes]).toEqual([query, []]);
    let reads = 1;
    for (let isWhole = false; !isWhole; reads++) {
      for (const isAway of [(read: number) => read === reads, (read: number) => read >= reads]) {
        door.breaks(isAway);
        const answer = await at.query(token, query, variables);
        door.breaks(() => false);
        isWhole = answer.codes.length === 0;
        const expected = isWhole ? whole.data : 'UNAVAILABLE';
        expect([query, reads, isWhole ? answer.data : answer.codes[0]]).toEqual([query, reads, expected]);
      }
    }
    // Each asks Redis more than once, but for this one, whose only answer is the first.
    if (query !== UNREAD) expect([query, reads]).not.toEqual([query, 2]);
  }
});

test('while Redis is away, of what Postgres does not know nobody is told that it is not there', async () => {
  const [ann, left] = [newId(), newId()];
  await at.group(ann);
  await at.persist();
  const unstored = await at.group(ann, left);
  const message = await at.send(unstored.id, ann, 'not stored');
  const variables = { chat: unstored.id, message: message.id, user: ann, left };
  door.breaks(() => true);
  // Of his chats Postgres has none, of hers one: that list says itself that it is Postgres' alone.
  const asked = [MESSAGES, MESSAGE, CHAT, UNREAD, COMMON].map((query) => ({ query, viewer: ann }));
  for (const { query, viewer } of [...asked, { query: CHATS, viewer: left }]) {
    expect([query, (await at.query(at.tokens.of(viewer), query, variables)).codes]).toEqual([
      query,
      ['UNAVAILABLE'],
    ]);
  }
  door.breaks(() => false);
});

test('a viewer whose list of chats Redis could not complete hears them all the same', async () => {
  const { ann, ben, unstored } = await twoChats();
  const client = await at.live(at.tokens.of(ben));
  door.breaks((read) => read === 0);
  const id = client.subscribe(VIEWER);
  await client.ready(id);
  await at.send(unstored.id, ann, 'the first');
  await client.until(() => seqs(client.values(id)).length > 0, 'a message of the chat that is not stored');
});
