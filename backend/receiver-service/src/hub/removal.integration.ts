import { expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { EVENTS, range, VIEWER, type Value } from '../testing/documents.js';
import { startHarness, type Harness } from '../testing/receiver-harness.js';

const contents = (values: Value[]) => values.flatMap((value) => value.message?.content ?? []);

/** Ben listens in every way and is taken out of a chat unheard, as `loseWord` has it. */
async function removeUnheard(
  at: Harness,
  loseWord: (chatId: string, ann: string, remove: () => Promise<unknown>) => Promise<void>,
) {
  const [ann, ben] = [newId(), newId()];
  const chat = await at.group(ann, ben);
  const other = await at.group(ann, ben);
  await at.send(chat.id, ann, 'before');
  await at.persist();
  const client = await at.live(at.tokens.of(ben));
  const ofChat = client.subscribe(EVENTS, { chatId: chat.id });
  const ofViewer = client.subscribe(VIEWER);
  const ofMessages = client.subscribe('subscription ($id: ID!) { messageAdded(chatId: $id) { content } }', {
    id: chat.id,
  });
  await client.ready(ofChat);
  await client.ready(ofViewer);
  await loseWord(chat.id, ann, () => at.chats.removeParticipant(chat.id, ann, ben));
  await client.until(() => client.isComplete(ofChat) && client.isComplete(ofMessages), 'the end for Ben');
  const isTold = (value: Value) => value.__typename === 'Reset' && value.chatId === chat.id;
  await client.until(() => client.values<Value>(ofViewer).some(isTold), 'the word to read the chat afresh');
  await at.send(chat.id, ann, 'SECRET');
  const isHeard = () => contents(client.values(ofViewer)).includes('still his');
  const deadline = Date.now() + 20_000;
  // In a new epoch the first may be what a Reset of that chat stands for.
  while (!isHeard() && Date.now() < deadline) {
    await at.send(other.id, ann, 'still his');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(isHeard()).toBe(true);
  expect(JSON.stringify(client.frames)).not.toContain('SECRET');
  expect(client.codes(ofViewer)).toEqual([]);
}

test('a removal that fell out of the log while the connection was lost still ends what Ben hears', async () => {
  const at = await startHarness({ logLength: 1 });
  try {
    await removeUnheard(at, async (chatId, ann, remove) => {
      at.subscriber.disconnect();
      await remove();
      for (const n of range(1, 300)) await at.send(chatId, ann, `SECRET ${n}`);
      await at.subscriber.connect();
    });
  } finally {
    await at.stop();
  }
});

test('a removal at the beginning of another epoch, before the receiver is back, does so too', async () => {
  const at = await startHarness();
  try {
    await removeUnheard(at, async (_chatId, _ann, remove) => {
      at.subscriber.disconnect();
      await at.redis.flushdb();
      await remove();
      await at.subscriber.connect();
    });
  } finally {
    await at.stop();
  }
});
