import { randomUUID } from 'node:crypto';
import { Feed } from './feed.js';
import { call } from './request.js';
import {
  CHAT,
  CHAT_EVENT,
  CURSOR,
  MESSAGE,
  type Chat,
  type Cursor,
  type FeedEvent,
  type Message,
  type Position,
} from './shapes.js';
import type { RunningStack } from './running-stack.js';

/** A signed-in account that speaks the public API. `via` pins a call to an instance, e.g. 2 = sender-2. */
export class Person {
  static readonly PASSWORD = 'correct horse battery';

  private constructor(
    readonly stack: RunningStack,
    readonly id: string,
    readonly username: string,
    readonly token: string,
  ) {}

  /** Signs up and in. */
  static async join(stack: RunningStack, name: string, displayName = name): Promise<Person> {
    const username = `${name}-${randomUUID().slice(0, 8)}`;
    await call(
      stack.url('user'),
      null,
      'mutation($u: String!, $e: String!, $d: String!, $p: String!) { createUser(username: $u, email: $e, displayName: $d, password: $p) { id } }',
      { u: username, e: `${username}@example.org`, d: displayName, p: Person.PASSWORD },
    );
    return Person.signIn(stack, username);
  }

  /** One more session of an account. */
  static async signIn(stack: RunningStack, username: string): Promise<Person> {
    const { login } = await call<{ login: { accessToken: string; user: { id: string } } }>(
      stack.url('user'),
      null,
      'mutation($u: String!, $p: String!) { login(username: $u, password: $p) { accessToken user { id } } }',
      { u: username, p: Person.PASSWORD },
    );
    return new Person(stack, login.user.id, username, login.accessToken);
  }

  /** Any mutation; answers its one field. */
  async write<T>(query: string, variables: object = {}, via?: number): Promise<T> {
    const data = await call<Record<string, T>>(this.stack.url('sender', via), this.token, query, variables);
    return Object.values(data)[0]!;
  }

  /** Any query; answers its one field. */
  async ask<T>(query: string, variables: object = {}, via?: number): Promise<T> {
    const data = await call<Record<string, T>>(this.stack.url('receiver', via), this.token, query, variables);
    return Object.values(data)[0]!;
  }

  async account<T>(query: string, variables: object = {}, via?: number): Promise<T> {
    const data = await call<Record<string, T>>(this.stack.url('user', via), this.token, query, variables);
    return Object.values(data)[0]!;
  }

  createGroup(others: Person[], name = 'group', via?: number): Promise<Chat> {
    return this.write(
      `mutation($i: CreateChatInput!) { createChat(createChatInput: $i) { ${CHAT} } }`,
      { i: { name, participantIds: others.map((other) => other.id) } },
      via,
    );
  }

  createDirect(other: Person, via?: number): Promise<Chat> {
    return this.write(
      `mutation($i: CreateChatInput!) { createChat(createChatInput: $i) { ${CHAT} } }`,
      { i: { chatType: 'direct', participantIds: [other.id] } },
      via,
    );
  }

  send(chatId: string, content: string, { via, key }: { via?: number; key?: string } = {}): Promise<Message> {
    return this.write(
      `mutation($i: CreateMessageInput!) { createMessage(createMessageInput: $i) { ${MESSAGE} } }`,
      { i: { chatId, content, ...(key ? { clientMessageId: key } : {}) } },
      via,
    );
  }

  edit(id: string, content: string, via?: number): Promise<Message> {
    return this.write(
      `mutation($id: ID!, $c: String!) { updateMessage(id: $id, content: $c) { ${MESSAGE} } }`,
      { id, c: content },
      via,
    );
  }

  erase(id: string, via?: number): Promise<Message> {
    return this.write(`mutation($id: ID!) { removeMessage(id: $id) { ${MESSAGE} } }`, { id }, via);
  }

  read(chatId: string, upToSeq: number, via?: number): Promise<Cursor> {
    return this.write(
      `mutation($c: ID!, $n: Int!) { markChatAsRead(chatId: $c, upToSeq: $n) { ${CURSOR} } }`,
      { c: chatId, n: upToSeq },
      via,
    );
  }

  add(chatId: string, others: Person[], via?: number): Promise<Chat> {
    return this.write(
      `mutation($c: ID!, $u: [ID!]!) { addParticipants(chatId: $c, userIds: $u) { ${CHAT} } }`,
      { c: chatId, u: others.map((other) => other.id) },
      via,
    );
  }

  takeOut(chatId: string, other: Person, via?: number): Promise<Chat> {
    return this.write(
      `mutation($c: ID!, $u: ID!) { removeParticipant(chatId: $c, userId: $u) { ${CHAT} } }`,
      { c: chatId, u: other.id },
      via,
    );
  }

  rename(chatId: string, name: string, via?: number): Promise<Chat> {
    return this.write(
      `mutation($c: ID!, $i: UpdateChatInput!) { updateChat(id: $c, updateChatInput: $i) { ${CHAT} } }`,
      { c: chatId, i: { name } },
      via,
    );
  }

  chats(via?: number): Promise<Chat[]> {
    return this.ask(`{ chats { ${CHAT} } }`, {}, via);
  }

  chat(id: string, via?: number): Promise<Chat> {
    return this.ask(`query($id: ID!) { chat(id: $id) { ${CHAT} } }`, { id }, via);
  }

  messages(
    chatId: string,
    page: { limit?: number; beforeSeq?: number; afterSeq?: number } = {},
    via?: number,
  ): Promise<Message[]> {
    return this.ask(
      `query($c: ID!, $limit: Int, $beforeSeq: Int, $afterSeq: Int) {
        messages(chatId: $c, limit: $limit, beforeSeq: $beforeSeq, afterSeq: $afterSeq) { ${MESSAGE} } }`,
      { c: chatId, limit: page.limit ?? 200, beforeSeq: page.beforeSeq, afterSeq: page.afterSeq },
      via,
    );
  }

  /** The whole history, paged as a client pages. */
  async history(chatId: string, via?: number): Promise<Message[]> {
    const all: Message[] = [];
    for (;;) {
      const page = await this.messages(chatId, { afterSeq: all.at(-1)?.seq ?? 0 }, via);
      if (page.length === 0) return all;
      all.push(...page);
    }
  }

  unread(chatId: string, via?: number): Promise<number> {
    return this.ask(
      'query($c: ID!, $u: ID!) { unreadCount(chatId: $c, userId: $u) }',
      { c: chatId, u: this.id },
      via,
    );
  }

  listen<T>(query: string, variables: Record<string, unknown> = {}, via?: number): Feed<T> {
    return new Feed<T>({ url: this.stack.wsUrl(via), token: this.token, query, variables });
  }

  /** chatEvents; resolves once Ready has come. */
  async follow(
    chatId: string,
    { since, via }: { since?: Position; via?: number } = {},
  ): Promise<Feed<FeedEvent>> {
    const feed = this.listen<FeedEvent>(
      `subscription($c: ID!, $s: PositionInput) { chatEvents(chatId: $c, since: $s) { ${CHAT_EVENT} } }`,
      { c: chatId, s: since ?? null },
      via,
    );
    await feed.until('Ready', (events) => events.some((event) => event.__typename === 'Ready'));
    return feed;
  }

  /** viewerEvents; resolves once Ready has come. */
  async followAll(via?: number): Promise<Feed<FeedEvent>> {
    const feed = this.listen<FeedEvent>(`subscription { viewerEvents { ${CHAT_EVENT} } }`, {}, via);
    await feed.until('Ready', (events) => events.some((event) => event.__typename === 'Ready'));
    return feed;
  }
}
