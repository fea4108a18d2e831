import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { call } from '../../target/graphql-call.js';
import type { Person } from '../../target/target.js';
import type { RunningStack } from '../subjects/stack.js';
import type { Room } from './room.js';

export const MESSAGE_ADDED =
  'subscription ($chatId: ID!) { messageAdded(chatId: $chatId) { id chatId senderId content createdAt } }';
const CREATE_CHAT = 'mutation ($i: CreateChatInput!) { createChat(createChatInput: $i) { id } }';
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

/** Makes a chat by the API; the first of the people makes it. */
export async function createChat(
  stack: RunningStack,
  [owner, ...others]: readonly Person[],
  chatType: 'direct' | 'group',
): Promise<string> {
  const input = { chatType, participantIds: others.map(({ id }) => id) };
  const url = `${stack.urlOf('sender-1')}/graphql`;
  return (await call<{ id: string }>(url, await owner!.token(), CREATE_CHAT, { i: input })).id;
}

/** What a receiver is asked over WebSocket. */
export const liveUrl = (stack: RunningStack): string =>
  `${stack.urlOf('receiver-1')}/graphql`.replace('http', 'ws');

/** A group of all these people, each listening by `messageAdded` as the baseline's do; said through the sender. */
export async function convergeRoom(
  stack: RunningStack,
  people: readonly Person[],
  sending: Sending,
): Promise<Room> {
  const chatId = await createChat(stack, people, 'group');
  return {
    ...{ chats: 1, listenersOfChat: people.length },
    pid: stack.pidOf('receiver-1'),
    say: (text) => sending.send(people[0]!, chatId, text),
    listeners: () =>
      Promise.all(
        people.map(async (person) => ({
          url: liveUrl(stack),
          subscription: {
            ...{ token: await person.token(), query: MESSAGE_ADDED, variables: { chatId } },
            saysReady: false,
          },
        })),
      ),
  };
}
