import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Message } from './model';
import { mergeAnswer, mergePage } from './chat-merge';
import { unreadOf, watermarkOf } from './chat-state';
import { createChatStore, type ChatStore } from './chat-store';
import { createFeed, type Feed, type FeedListener } from './feed';
import { createHistory } from './history';
import { ModelServer } from './testkit/model-server';

const ready = { __typename: 'Ready', instance: 'receiver-1' } as const;
const PEOPLE = ['me', 'ann', 'bob'];

function listener(): FeedListener & { [K in keyof FeedListener]: ReturnType<typeof jest.fn> } {
  return {
    onMessages: jest.fn(),
    onArrival: jest.fn(),
    onPersisted: jest.fn(),
    onLive: jest.fn(),
    onReset: jest.fn(),
  };
}

const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

function shown(store: ChatStore): readonly Message[] {
  return store.get('chat')?.messages ?? [];
}

describe('the feed', () => {
  let server: ModelServer;
  let store: ChatStore;
  let heard: ReturnType<typeof listener>;
  let feed: Feed;

  beforeEach(() => {
    server = new ModelServer(PEOPLE);
    store = createChatStore('me');
    heard = listener();
    feed = createFeed(
      store,
      server.reads('me', (value) => Promise.resolve(value)),
      heard,
    );
  });

  /** Everything that has happened since this many events. */
  const deliver = (from: number) => server.log.slice(from).forEach((event) => feed.receive(event));
  const openPage = () =>
    store.update('chat', (state) => {
      const { messages, isFirstPage } = server.page(4);
      return mergePage(state, messages, isFirstPage);
    });

  it('reads the list after Ready and names the receiver', async () => {
    server.send('ann', 'one');
    feed.receive(ready);
    await settled();
    expect(feed.status.get()).toMatchObject({ phase: 'live', instance: 'receiver-1' });
    expect(unreadOf(store.get('chat')!)).toBe(1);
    expect(heard.onLive).toHaveBeenCalledTimes(1);
  });

  it('applies an event once, however often it is told', async () => {
    feed.receive(ready);
    await settled();
    server.send('ann', 'one');
    deliver(0);
    deliver(0);
    expect(shown(store).map((message) => message.content)).toEqual(['one']);
    expect(unreadOf(store.get('chat')!)).toBe(1);
    expect(heard.onArrival).toHaveBeenCalledTimes(1);
  });

  it('fetches what is missing before it goes on behind a gap', async () => {
    feed.receive(ready);
    await settled();
    server.send('ann', 'one');
    deliver(0);
    server.send('ann', 'two');
    server.send('ann', 'three');
    server.edit(1, 'ONE');
    feed.receive(server.log.at(-1)!);
    await settled();
    expect(shown(store).map((message) => message.content)).toEqual(['ONE', 'two', 'three']);
  });

  it('holds events back while it catches up and loses none', async () => {
    server.send('ann', 'one');
    feed.receive(ready);
    server.send('ann', 'two');
    deliver(1);
    await settled();
    server.send('bob', 'three');
    deliver(2);
    expect(store.get('chat')?.chat.lastSeq).toBe(3);
    expect(unreadOf(store.get('chat')!)).toBe(3);
  });

  it('reads by changes, page by page, what happened while it was away', async () => {
    for (const text of ['one', 'two', 'three']) server.send('ann', text);
    feed.receive(ready);
    await settled();
    openPage();
    feed.disconnected();
    for (let n = 4; n <= 12; n++) server.send('bob', String(n));
    server.delete(2);
    server.read('ann', 12);
    feed.receive(ready);
    await settled();
    expect(shown(store)).toEqual(server.messages());
    expect(watermarkOf(store.get('chat')!, 'ann')).toEqual({ low: 12, high: 13 });
  });

  it('reads a chat afresh when its epoch has changed, and says so', async () => {
    for (const text of ['one', 'two']) server.send('ann', text);
    feed.receive(ready);
    await settled();
    openPage();
    server.restart();
    server.send('ann', 'three');
    feed.receive(server.log.at(-1)!);
    await settled();
    expect(shown(store)).toEqual(server.messages());
    expect(store.get('chat')?.chat.position).toEqual(server.chat.position);
    expect(heard.onReset).toHaveBeenCalledWith('chat');
  });

  it('knows of each of many who were added, from their ids alone', async () => {
    feed.receive(ready);
    await settled();
    for (let n = 0; n < 998; n++) server.join(`guest ${n}`);
    deliver(0);
    expect(store.get('chat')?.chat.participantIds).toEqual(server.chat.participantIds);
    expect(store.get('chat')?.chat.position).toEqual(server.chat.position);
  });

  it('drops a chat that turns out to be gone before it could be read', async () => {
    const reads = { ...server.reads('me', (value) => Promise.resolve(value)), chats: async () => [] };
    let answer = () => {};
    const gone = new Promise<null>((resolve) => (answer = () => resolve(null)));
    feed = createFeed(store, { ...reads, chat: () => gone }, heard);
    feed.receive(ready);
    await settled();
    const { participantIds: _, ...head } = server.chat;
    const event = { chatId: 'chat', userId: 'me' };
    const position = (revision: number) => ({ epoch: 'one', revision });
    feed.receive({ __typename: 'ParticipantAdded', ...event, chat: head, position: position(2) });
    feed.receive({ __typename: 'ParticipantRemoved', ...event, position: position(3) });
    answer();
    await settled();
    expect(store.list()).toEqual([]);
  });

  it('forgets a chat the moment the viewer is removed, and reads it when added again', async () => {
    feed.receive(ready);
    await settled();
    const position = { epoch: 'one', revision: 2 };
    feed.receive({ __typename: 'ParticipantRemoved', chatId: 'chat', userId: 'me', position });
    expect(store.list()).toEqual([]);
    for (let n = 0; n < 7; n++) server.send('ann', String(n));
    server.chat = { ...server.chat, participantIds: ['ann', 'bob'] };
    server.join('me');
    feed.receive(server.log.at(-1)!);
    await settled();
    expect(store.get('chat')?.chat).toEqual(server.chat);
    expect(unreadOf(store.get('chat')!)).toBe(0);
  });

  it('shows no hole: an answer that overtakes the events of others waits for them', async () => {
    server.send('ann', 'one');
    feed.receive(ready);
    await settled();
    openPage();
    server.send('ann', 'two');
    const own = server.send('me', 'three', 'key');
    store.update('chat', (state) => mergeAnswer(state, own));
    expect(shown(store).map((message) => message.content)).toEqual(['one']);
    deliver(1);
    expect(shown(store).map((message) => message.content)).toEqual(['one', 'two', 'three']);
  });

  it('passes Persisted on, also for chats it does not know', async () => {
    feed.receive(ready);
    await settled();
    feed.receive({ __typename: 'Persisted', chatId: 'elsewhere', messageIds: ['m1'] });
    expect(heard.onPersisted).toHaveBeenCalledWith(['m1']);
  });
});

type Step =
  | { do: 'send' | 'read'; who: number; n: number }
  | { do: 'edit' | 'delete'; n: number }
  | {
      do:
        | 'rename'
        | 'join'
        | 'deliver'
        | 'repeat'
        | 'cut'
        | 'page'
        | 'preview'
        | 'older'
        | 'answer'
        | 'restart';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('send' as const), who: fc.nat(2), n: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.nat(2), n: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'delete' as const), n: fc.nat(20) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'rename' as const,
        'join' as const,
        'deliver' as const,
        'deliver' as const,
        'repeat' as const,
        'cut' as const,
        'page' as const,
        'preview' as const,
        'older' as const,
        'answer' as const,
        'restart' as const,
      ),
    }),
  },
);

/** What a person would see, from whichever side it was reached. */
function picture(store: ChatStore, server: ModelServer) {
  const state = store.get('chat')!;
  const { position, ...chat } = state.chat;
  const cursors = Object.fromEntries(
    server.chat.participantIds.map((id) => {
      const { low, high } = watermarkOf(state, id);
      const actual = server.cursors.get(id) ?? 0;
      return [id, low <= actual && actual < high ? 'true' : `${actual} is not in [${low}, ${high})`];
    }),
  );
  return { chat, position, messages: state.messages, unread: unreadOf(state), cursors };
}

describe('old state + events', () => {
  it('equals a fresh read, whatever is repeated, cut off, late or overtaken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.scheduler(), async (steps, scheduler) => {
        const server = new ModelServer(PEOPLE);
        const store = createChatStore('me');
        const answer = <T>(value: T) => scheduler.schedule(Promise.resolve(value));
        const feed = createFeed(store, server.reads('me', answer), listener());
        let told = 0;
        const pages: Promise<void>[] = [];
        const connect = () => {
          feed.disconnected();
          feed.receive(ready);
          told = server.log.length;
        };
        const history = createHistory(
          store,
          (_, limit, beforeSeq) => answer(server.page(Math.min(limit, 4), beforeSeq)),
          () => {},
        );
        connect();
        for (const { do: what, ...rest } of steps) {
          const { who = 0, n = 0 } = rest as { who?: number; n?: number };
          const person = PEOPLE[who] ?? 'me';
          if (what === 'send') server.send(person, `text ${n}`);
          if (what === 'read') server.read(person, n);
          if (what === 'edit') server.edit(n, `edited ${n}`);
          if (what === 'delete') server.delete(n);
          if (what === 'rename') server.rename(`Room ${server.revision}`);
          if (what === 'join') server.join(`guest ${server.revision}`);
          if (what === 'restart') server.restart();
          if (what === 'deliver') while (told < server.log.length) feed.receive(server.log[told++]!);
          if (what === 'repeat')
            server.log.slice(Math.max(0, told - 2), told).forEach((event) => feed.receive(event));
          if (what === 'cut') connect();
          if (what === 'page') pages.push(history.open('chat'));
          if (what === 'preview') pages.push(history.preview('chat'));
          if (what === 'older') pages.push(history.older('chat'));
          if (what === 'answer') {
            const own = server.send('me', 'mine', `key ${server.revision}`);
            pages.push(
              answer(own).then((message) => store.update('chat', (state) => mergeAnswer(state, message))),
            );
          }
          if (scheduler.count() > 0 && server.revision % 3 === 0) await scheduler.waitOne();
        }
        while (told < server.log.length) feed.receive(server.log[told++]!);
        await scheduler.waitIdle();
        await Promise.all(pages);

        const seen = picture(store, server);
        const first = seen.messages[0]?.seq ?? server.chat.lastSeq + 1;
        const { position, ...chat } = server.chat;
        expect(seen).toEqual({
          chat,
          position,
          messages: server.messages().filter((message) => message.seq >= first),
          unread: server.chat.lastSeq - (server.cursors.get('me') ?? 0),
          cursors: Object.fromEntries(server.chat.participantIds.map((id) => [id, 'true'])),
        });
      }),
      { numRuns: 500 },
    );
  });
});
