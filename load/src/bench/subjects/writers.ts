import { call } from '../../target/graphql-call.js';
import type { Person } from '../../target/target.js';
import { KEY, type LiveListener, type Shot } from '../generator/load.js';

/** A chat, who writes to it, and one of those who are written to. */
export interface Writer {
  person: Person;
  reader: Person;
  chatId: string;
}

/** How a service is asked for the same: its operations differ in names only. */
export interface Dialect {
  createChat: string;
  chatInput(participantIds: readonly string[]): object;
  createMessage: string;
  messageInput(chatId: string, content: string): object;
  /** Of the chat in $chatId. */
  listen: string;
  saysPersisted: boolean;
}

/** About the length of an ordinary message. */
const CONTENT = 'What one sender accepts while everything else is on, too.';

export const CONVERGE: Dialect = {
  createChat: 'mutation ($i: CreateChatInput!) { createChat(createChatInput: $i) { id } }',
  chatInput: (participantIds) => ({
    participantIds,
    chatType: participantIds.length === 1 ? 'direct' : 'group',
  }),
  createMessage:
    'mutation ($i: CreateMessageInput!) { createMessage(createMessageInput: $i) { id seq revision createdAt } }',
  messageInput: (chatId, content) => ({ chatId, content, clientMessageId: KEY }),
  listen: `subscription ($chatId: ID!) { chatEvents(chatId: $chatId) {
    __typename
    ... on Ready { instance }
    ... on MessageAdded { message { id senderId content createdAt } }
    ... on Persisted { messageIds }
  } }`,
  saysPersisted: true,
};

export const BASELINE: Dialect = {
  createChat: 'mutation ($i: CreateChatInput!) { createChat(input: $i) { id } }',
  chatInput: (participantIds) => ({ participantIds }),
  createMessage:
    'mutation ($i: CreateMessageInput!) { createMessage(input: $i) { id chatId senderId createdAt } }',
  messageInput: (chatId, content) => ({ chatId, content }),
  listen: 'subscription ($chatId: ID!) { messageAdded(chatId: $chatId) { id senderId content createdAt } }',
  saysPersisted: false,
};

/** Makes a chat by the API; the first of the people makes it. Its id. */
export async function makeChat(
  url: string,
  dialect: Dialect,
  [owner, ...others]: readonly Person[],
): Promise<string> {
  const i = dialect.chatInput(others.map(({ id }) => id));
  return (await call<{ id: string }>(url, await owner!.token(), dialect.createChat, { i })).id;
}

/** A chat of `participants` for each of the first `count` people, made by the API, one after another. */
export async function makeWriters(
  url: string,
  dialect: Dialect,
  people: readonly Person[],
  { count, participants }: { count: number; participants: number },
): Promise<Writer[]> {
  const writers: Writer[] = [];
  for (let i = 0; i < count; i++) {
    const person = people[i]!;
    // The next ones in a circle: with two participants these are as many different pairs.
    const others = Array.from({ length: participants - 1 }, (_, k) => people[(i + 1 + k) % people.length]!);
    const chatId = await makeChat(url, dialect, [person, ...others]);
    writers.push({ person, reader: others[0]!, chatId });
  }
  return writers;
}

/** What each writer sends, with a token that holds for some minutes. */
export const shotsOf = (url: string, dialect: Dialect, writers: readonly Writer[]): Promise<Shot[]> =>
  Promise.all(
    writers.map(async ({ person, chatId }) => ({
      url,
      token: await person.token(),
      query: dialect.createMessage,
      variables: { i: dialect.messageInput(chatId, CONTENT) },
    })),
  );

/** A listener in each chat; `wsUrl` is the GraphQL endpoint of who serves them. */
export const listenersOf = (
  wsUrl: string,
  dialect: Dialect,
  writers: readonly Writer[],
): Promise<LiveListener[]> =>
  Promise.all(
    writers.map(async ({ reader, chatId }) => ({
      url: wsUrl,
      token: await reader.token(),
      query: dialect.listen,
      variables: { chatId },
      saysPersisted: dialect.saysPersisted,
    })),
  );
