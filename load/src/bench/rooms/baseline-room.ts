import { randomUUID } from 'node:crypto';
import type { Person } from '../../target/target.js';
import type { BaselineService } from '../subjects/baseline.js';
import { BASELINE, makeChat } from '../subjects/writers.js';
import { listenersInRoom } from './listeners-in-room.js';
import type { RedisPublisher } from './redis-publisher.js';
import type { Room } from './room.js';

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
  const chatId = await makeChat(baseline.url, BASELINE, people);
  return {
    ...{ chats: 1, listenersOfChat: people.length },
    pid: baseline.pid,
    say: (text) => sayInBaseline(publisher, people[0]!, chatId, text),
    listeners: () => listenersInRoom(baseline.wsUrl, people, chatId),
  };
}
