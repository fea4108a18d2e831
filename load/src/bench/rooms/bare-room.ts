import { randomUUID } from 'node:crypto';
import { OPERATION } from '../listeners/listener.js';
import type { BareWs } from '../subjects/bare-ws.js';
import type { Room } from './room.js';

/** A room without GraphQL, membership or order: the same bytes to whoever is connected. */
export function bareRoom(server: BareWs, size: number): Room {
  const [chatId, senderId] = [randomUUID(), randomUUID()];
  return {
    ...{ chats: 1, listenersOfChat: size },
    pid: server.pid,
    say(content) {
      const createdAt = new Date().toISOString();
      const data = { messageAdded: { id: randomUUID(), chatId, senderId, content, createdAt } };
      return server.broadcast(JSON.stringify({ id: OPERATION, type: 'next', payload: { data } }));
    },
    listeners: async () => Array.from({ length: size }, () => ({ url: server.wsUrl, subscription: null })),
  };
}
