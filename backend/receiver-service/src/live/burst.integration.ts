import { expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { range, type Value } from '../testing/documents.js';
import { startHarness } from '../testing/receiver-harness.js';

const MEMBERS = `subscription ($id: ID!) { chatEvents(chatId: $id) { __typename
  ... on ParticipantAdded { userId chat { participantIds } } } }`;

test('nearly a thousand people added at once throw out nobody who reads, whatever they ask for', async () => {
  const at = await startHarness();
  try {
    const [ann, ben] = [newId(), newId()];
    const chat = await at.group(ann, ben);
    const readers = await Promise.all(
      range(1, 10).map(async (n) => {
        const client = await at.live(at.tokens.of(n % 2 ? ann : ben));
        const id = client.subscribe(MEMBERS, { id: chat.id });
        await client.ready(id);
        return { client, id };
      }),
    );
    const people = range(1, 998).map(() => newId());
    await at.chats.addParticipants(chat.id, ann, people);
    for (const { client, id } of readers) {
      const added = () =>
        client.values<Value & { userId?: string }>(id).flatMap(({ userId }) => userId ?? []);
      await client.until(() => client.closed !== undefined || client.frames.length >= 1000, '998 people');
      expect(added()).toEqual(people);
      expect(client.closed).toBeUndefined();
    }
  } finally {
    await at.stop();
  }
});
