import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type Position } from '@converge/domain';
import { EVENTS, range, seqs, types, VIEWER, type Value } from '../testing/documents.js';
import type { LiveClient } from '../testing/live-client.js';
import { startHarness, type Harness } from '../testing/receiver-harness.js';

let at: Harness;
beforeAll(async () => {
  at = await startHarness();
});
afterAll(() => at.stop());

describe('chatEvents', () => {
  test('tells every kind of change, in order, after Ready', async () => {
    const [ann, ben, cid] = [newId(), newId(), newId()];
    const chat = await at.group(ann, ben);
    const client = await at.live(at.tokens.of(ann));
    const id = client.subscribe(EVENTS, { chatId: chat.id });
    await client.ready(id);
    const message = await at.send(chat.id, ann, 'hello');
    await at.messages.change(chat.id, ann, message.id, 'hello!', async () => message);
    await at.messages.markReadUpTo(chat.id, ben, 1);
    await at.messages.change(chat.id, ann, message.id, null, async () => message);
    await at.chats.addParticipants(chat.id, ann, [cid]);
    await at.chats.update(chat.id, ann, 'renamed');
    await at.chats.removeParticipant(chat.id, ann, cid);
    await at.persist();
    await client.until(() => types(client.values(id)).includes('Persisted'));
    await at.chats.remove(chat.id, ann);
    await client.until(() => client.isComplete(id), 'the end');
    expect(client.values(id)).toMatchObject([
      { __typename: 'Ready', at: { revision: 1 }, instance: 'receiver-1' },
      { __typename: 'MessageAdded', message: { seq: 1, content: 'hello' }, position: { revision: 2 } },
      { __typename: 'MessageUpdated', message: { content: 'hello!', isEdited: true } },
      { __typename: 'MessagesRead', cursor: { userId: ben, lastReadSeq: 1, unreadCount: 0 } },
      { __typename: 'MessageDeleted', message: { content: null, isDeleted: true } },
      { __typename: 'ParticipantAdded', userId: cid, chat: { participantIds: expect.any(Array) } },
      { __typename: 'ChatChanged', chat: { name: 'renamed' } },
      { __typename: 'ParticipantRemoved', userId: cid },
      { __typename: 'Persisted', messageIds: [message.id] },
      { __typename: 'ChatRemoved' },
    ]);
  });

  test('subscribed while messages are being sent misses none and repeats none', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    const clients: { client: LiveClient; id: string; since: boolean }[] = [];
    const start = { epoch: (await at.redis.get('epoch'))!, revision: 1 };
    const sending = (async () => {
      for (let i = 1; i <= 300; i++) await at.send(chat.id, ann, `message ${i}`);
    })();
    for (let i = 0; i < 20; i++) {
      const client = await at.live(at.tokens.of(ann));
      const since = i % 2 === 0;
      clients.push({
        client,
        since,
        id: client.subscribe(EVENTS, { chatId: chat.id, ...(since && { since: start }) }),
      });
    }
    await sending;
    for (const { client, id, since } of clients) {
      await client.until(() => seqs(client.values(id)).at(-1) === 300, 'the last message');
      const values = client.values<Value>(id);
      const ready = values.find((value) => value.__typename === 'Ready')!;
      const first = since ? 1 : ready.at!.revision; // the chat was made at revision 1: seq n is revision n + 1
      expect(seqs(values)).toEqual(range(first, 300));
    }
  });

  test('cut off and resumed from the last position: nothing twice, nothing missing', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    const heard: number[] = [];
    let since: Position = { epoch: (await at.redis.get('epoch'))!, revision: 1 };
    const sending = (async () => {
      for (let i = 1; i <= 200; i++) await at.send(chat.id, ann, `message ${i}`);
    })();
    while (heard.at(-1) !== 200) {
      const client = await at.live(at.tokens.of(ann));
      const id = client.subscribe(EVENTS, { chatId: chat.id, since });
      const got = () => seqs(client.values(id));
      await client.until(() => got().length >= 10 || got().at(-1) === 200, 'more');
      client.close();
      const added = client
        .values<Value>(id)
        .filter((value) => value.message)
        .slice(0, 17);
      heard.push(...seqs(added));
      since = added.at(-1)?.position ?? since;
    }
    await sending;
    expect(heard).toEqual(range(1, 200));
  });

  test('asked for from too far back or from another epoch begins with a Reset', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    await at.send(chat.id, ann);
    await at.redis.xtrim(`chat:{${chat.id}}:log`, 'MAXLEN', 0);
    const epoch = (await at.redis.get('epoch'))!;
    for (const since of [
      { epoch, revision: 1 },
      { epoch: 'other', revision: 2 },
    ]) {
      const client = await at.live(at.tokens.of(ann));
      const id = client.subscribe(EVENTS, { chatId: chat.id, since });
      await client.ready(id);
      expect(client.values(id)).toMatchObject([
        { __typename: 'Reset', position: { epoch, revision: 2 } },
        { __typename: 'Ready', at: { epoch, revision: 2 } },
      ]);
    }
  });
});

describe('viewerEvents', () => {
  test('tells of chats that are there and of chats that come, from their first event', async () => {
    const [ann, ben] = [newId(), newId()];
    const old = await at.group(ann, ben);
    const client = await at.live(at.tokens.of(ann));
    const id = client.subscribe(VIEWER);
    await client.ready(id);
    await at.send(old.id, ben, 'in the old one');
    const made = await at.group(ben, ann);
    await at.send(made.id, ben, 'in the new one');
    const joined = await at.group(ben);
    await at.send(joined.id, ben, 'before ann came');
    await at.chats.addParticipants(joined.id, ben, [ann]);
    await at.send(joined.id, ben, 'after ann came');
    await client.until(() => seqs(client.values(id)).length === 3, 'three messages');
    const of = (chatId: string) =>
      client
        .values<Value>(id)
        .filter((value) => value.chatId === chatId)
        .map((value) => value.message?.content ?? value.__typename);
    expect(of(old.id)).toEqual(['in the old one']);
    expect(of(made.id)).toEqual(['ChatCreated', 'in the new one']);
    expect(of(joined.id)).toEqual(['ParticipantAdded', 'after ann came']);
  });

  test('forgets a chat with the viewer’s removal and finds it again with their return', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await at.group(ben, ann);
    const other = await at.group(ben, ann);
    const client = await at.live(at.tokens.of(ann));
    const id = client.subscribe(VIEWER);
    await client.ready(id);
    const of = () =>
      client
        .values<Value>(id)
        .filter((value) => value.chatId === chat.id)
        .map((value) => value.message?.content ?? value.__typename);
    for (let round = 1; round <= 3; round++) {
      await at.send(chat.id, ben, `round ${round}`);
      await at.chats.removeParticipant(chat.id, ben, ann);
      await at.send(chat.id, ben, `secret ${round}`);
      await at.chats.addParticipants(chat.id, ben, [ann]);
      await client.until(() => of().length === 3 * round, `round ${round}`);
    }
    // Faster than anybody can look: what counts is the last return.
    for (let round = 4; round <= 8; round++) {
      await at.chats.removeParticipant(chat.id, ben, ann);
      await at.send(chat.id, ben, `secret ${round}`);
      await at.chats.addParticipants(chat.id, ben, [ann]);
    }
    await at.send(chat.id, ben, 'last');
    await at.send(other.id, ben, 'elsewhere');
    await client.until(() => of().at(-1) === 'last' && seqs(client.values(id)).length > 4, 'the last');
    expect(of().slice(0, 9)).toEqual(
      range(1, 3).flatMap((round) => [`round ${round}`, 'ParticipantRemoved', 'ParticipantAdded']),
    );
    expect(of().slice(-2)).toEqual(['ParticipantAdded', 'last']);
    const heardAsMember = of().filter((what) => what.startsWith('secret'));
    expect(heardAsMember).toEqual([]);
  });

  test('of 300 chats is ready soon, and then misses nothing', async () => {
    const ann = newId();
    const chats = await Promise.all(Array.from({ length: 300 }, () => at.group(ann)));
    await at.persist();
    await at.cool();
    const client = await at.live(at.tokens.of(ann));
    const id = client.subscribe(VIEWER);
    await client.ready(id);
    await Promise.all(chats.map((chat) => at.send(chat.id, ann)));
    await client.until(() => seqs(client.values(id)).length === 300, 'a message of each');
  });
});
