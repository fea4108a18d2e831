import { expect, test } from '@jest/globals';
import { newId, type Message } from '@converge/domain';
import { createTestDatabase } from '@converge/postgres/testing';
import { startHarness } from '../testing/receiver-harness.js';

const CHATS = '{ chats { id lastSeq participantIds } }';
const CHAT = 'query ($id: ID!) { chat(id: $id) { id lastSeq participantIds } }';
const MESSAGES = 'query ($id: ID!) { messages(chatId: $id) { id content } }';
const STATUS = 'query ($id: ID!) { messageReadStatus(messageId: $id) { totalParticipants readByCount } }';

test('what was settled right before another epoch is read although the replica does not have it yet', async () => {
  // As far behind as a replica can be: it has nothing at all.
  const replica = await createTestDatabase();
  const at = await startHarness({ replicaUrls: [replica.url] });
  try {
    const [ann, ben, cid] = [newId(), newId(), newId()];
    const chat = await at.group(ann, ben, cid);
    const message = await at.send(chat.id, ann, 'just settled');
    await at.chats.removeParticipant(chat.id, ann, cid);
    await at.persist(60_000);
    await at.redis.set('epoch', 'another');
    const token = at.tokens.of(ben);
    const found = { id: chat.id, lastSeq: 1, participantIds: expect.arrayContaining([ann, ben]) };
    const chats = await at.query<{ chats: { participantIds: string[] }[] }>(token, CHATS);
    expect(chats.data).toEqual({ chats: [found] });
    expect(chats.data!.chats[0]!.participantIds).toHaveLength(2);
    expect((await at.query(token, CHAT, { id: chat.id })).data).toEqual({ chat: found });
    const page = await at.query<{ messages: Message[] }>(token, MESSAGES, { id: chat.id });
    expect(page.data!.messages).toMatchObject([{ id: message.id }]);
    expect((await at.query(token, STATUS, { id: message.id })).data).toEqual({
      messageReadStatus: { totalParticipants: 1, readByCount: 0 },
    });
    expect((await at.query(at.tokens.of(cid), CHAT, { id: chat.id })).codes).toEqual(['NOT_FOUND']);
    expect((await at.query(at.tokens.of(cid), CHATS)).data).toEqual({ chats: [] });
  } finally {
    await at.stop();
    await replica.drop();
  }
});
