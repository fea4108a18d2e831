import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import type { Person } from '../../target/target.js';
import type { RunningStack } from '../subjects/stack.js';
import { CONVERGE, makeChat } from '../subjects/writers.js';
import { listenersInRoom } from './listeners-in-room.js';
import type { Room } from './room.js';

const CREATE_MESSAGE =
  'mutation ($i: CreateMessageInput!) { createMessage(createMessageInput: $i) { id seq } }';
/** More than are ever under way; what waits for a connection is late. */
const CONNECTIONS = 64;

/** Sends messages through sender-1. */
export interface Sending {
  send(author: Person, chatId: string, content: string): Promise<void>;
  stop(): Promise<void>;
}

export function sendingTo(stack: RunningStack): Sending {
  const pool = new Pool(stack.urlOf('sender-1'), { connections: CONNECTIONS, pipelining: 1 });
  return {
    async send(author, chatId, content) {
      const variables = { i: { chatId, content, clientMessageId: randomUUID() } };
      const { body } = await pool.request({
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await author.token()}` },
        body: JSON.stringify({ query: CREATE_MESSAGE, variables }),
      });
      const text = await body.text();
      if (text.includes('"errors"')) throw new Error(`sender-1 refused: ${text.slice(0, 300)}`);
    },
    stop: () => pool.close(),
  };
}

/** Where chats are made and messages taken. */
export const senderUrl = (stack: RunningStack): string => `${stack.urlOf('sender-1')}/graphql`;

/** What a receiver is asked over WebSocket. */
export const liveUrl = (stack: RunningStack): string =>
  `${stack.urlOf('receiver-1')}/graphql`.replace('http', 'ws');

/** A group of all these people, each listening by `messageAdded` as the baseline's do; said through the sender. */
export async function convergeRoom(
  stack: RunningStack,
  people: readonly Person[],
  sending: Sending,
): Promise<Room> {
  const chatId = await makeChat(senderUrl(stack), CONVERGE, people);
  return {
    ...{ chats: 1, listenersOfChat: people.length },
    pid: stack.pidOf('receiver-1'),
    say: (text) => sending.send(people[0]!, chatId, text),
    listeners: () => listenersInRoom(liveUrl(stack), people, chatId),
  };
}
