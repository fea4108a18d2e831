import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { EVENTS } from '../testing/documents.js';
import type { LiveClient } from '../testing/live-client.js';
import { startHarness, type Harness } from '../testing/receiver-harness.js';

let at: Harness;
beforeAll(async () => {
  at = await startHarness();
});
afterAll(() => at.stop());

/** Subscriptions without a Ready: what is sent once their listeners are there, and their feed is live, is heard. */
function moreListeners(client: LiveClient, chatId: string) {
  const before = at.receiver.hub.listenerCount;
  return async (count: number) => {
    await client.until(() => at.receiver.hub.listenerCount >= before + count, 'listeners');
    // All listeners of a chat share its feed, whose start this one waits for after them.
    await client.ready(client.subscribe(EVENTS, { chatId }));
  };
}

describe('the other subscriptions', () => {
  test('messageAdded, messageUpdated and messageDeleted show the messages', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    const client = await at.live(at.tokens.of(ann));
    const heardBy = moreListeners(client, chat.id);
    const ask = (field: string) =>
      client.subscribe(
        `subscription ($c: ID!) { ${field}(chatId: $c) { content isEdited isDeleted senderId } }`,
        { c: chat.id },
      );
    const ids = ['messageAdded', 'messageUpdated', 'messageDeleted'].map(ask);
    await heardBy(3);
    const message = await at.send(chat.id, ann, 'one');
    await at.messages.change(chat.id, ann, message.id, 'two', async () => message);
    await at.messages.change(chat.id, ann, message.id, null, async () => message);
    await client.until(() => ids.every((id) => client.values(id).length === 1));
    expect(ids.map((id) => client.values(id)[0])).toEqual([
      { content: 'one', isEdited: false, isDeleted: false, senderId: ann },
      { content: 'two', isEdited: true, isDeleted: false, senderId: ann },
      { content: null, isEdited: true, isDeleted: true, senderId: ann },
    ]);
  });

  test('messageReadUpdated tells each reader once', async () => {
    const [ann, ben, cid, dan] = [newId(), newId(), newId(), newId()];
    const chat = await at.group(ann, ben, cid, dan);
    const message = await at.send(chat.id, ann);
    await at.messages.markReadUpTo(chat.id, ben, 1);
    const client = await at.live(at.tokens.of(ann));
    const heardBy = moreListeners(client, chat.id);
    const id = client.subscribe('subscription ($m: ID!) { messageReadUpdated(messageId: $m) { userId } }', {
      m: message.id,
    });
    await heardBy(1);
    await at.send(chat.id, cid, 'read and answered');
    await at.messages.markReadUpTo(chat.id, cid, 2);
    await at.messages.markReadUpTo(chat.id, ben, 2);
    await at.messages.markReadUpTo(chat.id, dan, 2);
    await client.until(() => client.values(id).length === 2);
    expect(client.values(id)).toEqual([{ userId: cid }, { userId: dan }]);
  });

  test('chatAdded, chatUpdated and unreadCountUpdated tell of the viewer’s chats', async () => {
    const [ann, ben, cid] = [newId(), newId(), newId()];
    const chat = await at.group(ben, ann);
    const client = await at.live(at.tokens.of(ann));
    const heardBy = moreListeners(client, chat.id);
    const ask = (text: string) => client.subscribe(`subscription ($u: ID!) { ${text} }`, { u: ann });
    const added = ask('chatAdded(userId: $u) { id name participantIds }');
    const updated = ask('chatUpdated(userId: $u) { id name isActive participantIds }');
    const unread = ask('unreadCountUpdated(userId: $u) { chatId unreadCount lastReadSeq }');
    await heardBy(3);
    await at.send(chat.id, ben);
    await at.send(chat.id, ben);
    await at.messages.markReadUpTo(chat.id, ann, 1);
    await at.send(chat.id, ann);
    await at.chats.update(chat.id, ben, 'renamed');
    await at.chats.addParticipants(chat.id, ben, [cid]);
    await at.chats.removeParticipant(chat.id, ben, cid);
    await client.until(() => client.values(updated).length === 3, 'three updates');
    await at.chats.remove(chat.id, ben);
    const made = await at.group(ben, ann);
    await at.send(made.id, ben);
    await client.until(
      () =>
        client.values(updated).length === 4 &&
        client.values(unread).length === 5 &&
        client.values(added).length === 1,
    );
    expect(client.values(unread)).toEqual([
      { chatId: chat.id, unreadCount: 1, lastReadSeq: 0 },
      { chatId: chat.id, unreadCount: 2, lastReadSeq: 0 },
      { chatId: chat.id, unreadCount: 1, lastReadSeq: 1 },
      { chatId: chat.id, unreadCount: 0, lastReadSeq: 3 },
      { chatId: made.id, unreadCount: 1, lastReadSeq: 0 },
    ]);
    expect(client.values(updated)).toMatchObject([
      { name: 'renamed' },
      { name: 'renamed' },
      { name: 'renamed' },
      { isActive: false },
    ]);
    expect(client.values(added)).toMatchObject([{ id: made.id }]);
  });

  test('are nobody’s but the viewer’s', async () => {
    const [ann, stranger] = [newId(), newId()];
    const chat = await at.group(ann);
    const message = await at.send(chat.id, ann);
    const client = await at.live(at.tokens.of(stranger));
    const ofChat = [
      'chatEvents(chatId: $id) { __typename }',
      'messageAdded(chatId: $id) { id }',
      'messageUpdated(chatId: $id) { id }',
      'messageDeleted(chatId: $id) { id }',
    ].map((text) => client.subscribe(`subscription ($id: ID!) { ${text} }`, { id: chat.id }));
    ofChat.push(
      client.subscribe('subscription ($id: ID!) { messageReadUpdated(messageId: $id) { userId } }', {
        id: message.id,
      }),
    );
    await client.until(() => ofChat.every((id) => client.isComplete(id)));
    for (const id of ofChat) expect(client.codes(id)).toEqual(['NOT_FOUND']);
    const ofAnn = [
      'chatAdded(userId: $u) { id }',
      'chatUpdated(userId: $u) { id }',
      'unreadCountUpdated(userId: $u) { chatId }',
    ].map((text) => client.subscribe(`subscription ($u: ID!) { ${text} }`, { u: ann }));
    await client.until(() => ofAnn.every((id) => client.isComplete(id)));
    for (const id of ofAnn) expect(client.codes(id)).toEqual(['FORBIDDEN']);
    await at.send(chat.id, ann, 'secret');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(JSON.stringify(client.frames)).not.toContain('secret');
  });
});
