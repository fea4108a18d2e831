import { call } from '../../target/graphql-call.js';
import type { Person } from '../../target/target.js';
import { KEY, type Shot } from '../generator/load.js';

/** A chat and one of its participants, who writes to it. */
export interface Writer {
  person: Person;
  chatId: string;
}

/** How a service is asked for the same: its operations differ in names only. */
export interface Dialect {
  createChat: string;
  chatInput(participantIds: readonly string[]): object;
  createMessage: string;
  messageInput(chatId: string, content: string): object;
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
};

export const BASELINE: Dialect = {
  createChat: 'mutation ($i: CreateChatInput!) { createChat(input: $i) { id } }',
  chatInput: (participantIds) => ({ participantIds }),
  createMessage:
    'mutation ($i: CreateMessageInput!) { createMessage(input: $i) { id chatId senderId createdAt } }',
  messageInput: (chatId, content) => ({ chatId, content }),
};

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
    const input = dialect.chatInput(others.map(({ id }) => id));
    const { id } = await call<{ id: string }>(url, await person.token(), dialect.createChat, { i: input });
    writers.push({ person, chatId: id });
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
