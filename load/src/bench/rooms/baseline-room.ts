import { randomUUID } from 'node:crypto';
import { call } from '../../target/graphql-call.js';
import type { Person } from '../../target/target.js';
import type { BaselineService } from '../subjects/baseline.js';
import { MESSAGE_ADDED } from './converge-room.js';
import type { RedisPublisher } from './redis-publisher.js';
import type { Room } from './room.js';

const CREATE_CHAT = 'mutation ($i: CreateChatInput!) { createChat(input: $i) { id } }';

/** A chat of the baseline; the first of the people makes it. */
export async function createBaselineChat(
  baseline: BaselineService,
  [owner, ...others]: readonly Person[],
): Promise<string> {
  const i = { participantIds: others.map(({ id }) => id) };
  return (await call<{ id: string }>(baseline.url, await owner!.token(), CREATE_CHAT, { i })).id;
}

/** Publishes what its mutation would: the receiving side alone is measured, as if writing cost it nothing. */
export function sayInBaseline(
  publisher: RedisPublisher,
  author: Person,
  chatId: string,
  content: string,
): Promise<void> {
  const createdAt = new Date().toISOString();
  const messageAdded = { id: randomUUID(), chatId, senderId: author.id, content, createdAt };
  return publisher.publish(`baseline.messageAdded.${chatId}`, JSON.stringify({ messageAdded }));
}

/** The same room in the baseline, each listening by the same `messageAdded`. */
export async function baselineRoom(
  baseline: BaselineService,
  people: readonly Person[],
  publisher: RedisPublisher,
): Promise<Room> {
  const chatId = await createBaselineChat(baseline, people);
  return {
    ...{ chats: 1, listenersOfChat: people.length },
    pid: baseline.pid,
    say: (text) => sayInBaseline(publisher, people[0]!, chatId, text),
    listeners: () =>
      Promise.all(
        people.map(async (person) => ({
          url: baseline.wsUrl,
          subscription: {
            ...{ token: await person.token(), query: MESSAGE_ADDED, variables: { chatId } },
            saysReady: false,
          },
        })),
      ),
  };
}
