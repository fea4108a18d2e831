import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from './model';
import { applyEvent, mergeAnswer, mergeChanges } from './chat-merge';
import { createChatStore, type ChatStore } from './chat-store';
import { hasOlder, newChatState } from './chat-state';
import type { MessagesPage } from './feed-reads';
import { createHistory, type History } from './history';
import { ModelServer } from './testkit/model-server';

const texts = (messages: readonly Message[]) => messages.map((message) => message.content);

describe('a page that was asked for before something happened, and comes after it was told', () => {
  let server: ModelServer;
  let store: ChatStore;
  let history: History;
  /** What the server has said, in the order of asking; each goes its way when it is called. */
  let answers: (() => void)[];

  beforeEach(() => {
    server = new ModelServer(['me', 'ann']);
    for (let n = 1; n <= 6; n++) server.send('ann', `text ${n}`);
    store = createChatStore('me');
    store.put(newChatState('me', server.chat, 0));
    answers = [];
    const read = (_: string, limit: number, beforeSeq?: number) => {
      const page = server.page(Math.min(limit, 3), beforeSeq);
      return new Promise<MessagesPage>((resolve) => answers.push(() => resolve(page)));
    };
    history = createHistory(store, read, () => {});
  });

  const tell = () => {
    const since = store.get('chat')!.chat.position.revision;
    for (const event of server.log) {
      if (event.__typename === 'Reset' || event.position.revision <= since) continue;
      store.update('chat', (state) => applyEvent(state, event));
    }
  };
  const shown = () => store.get('chat')!.messages;
  const answerAll = async (work: readonly Promise<void>[]) => {
    for (const answer of answers.splice(0)) answer();
    await Promise.all(work);
  };

  it('shows an edit and a deletion, at the opening', async () => {
    const opening = history.open('chat');
    server.edit(5, 'edited');
    server.delete(6);
    tell();
    await answerAll([opening]);
    expect(shown()).toEqual(server.messages().slice(3));
    expect(texts(shown())).toEqual(['text 4', 'edited', null]);
  });

  it('shows an edit, in the preview', async () => {
    const preview = history.preview('chat');
    server.edit(6, 'edited');
    tell();
    await answerAll([preview]);
    expect(texts(shown())).toContain('edited');
  });

  it('shows an edit and a deletion, in the older page', async () => {
    await answerAll([history.open('chat')]);
    const older = history.older('chat');
    server.edit(1, 'edited');
    server.edit(1, 'edited again');
    server.delete(3);
    tell();
    await answerAll([older]);
    expect(texts(shown())).toEqual(['edited again', 'text 2', null, 'text 4', 'text 5', 'text 6']);
  });

  it('shows what came by changes', async () => {
    await answerAll([history.open('chat')]);
    const older = history.older('chat');
    const since = store.get('chat')!.chat.position;
    server.edit(2, 'edited');
    store.update('chat', (state) => mergeChanges(state, server.changes(since)));
    await answerAll([older]);
    expect(shown()).toEqual(server.messages());
  });

  it('is shown though the message between it and the known ones was discarded', async () => {
    await answerAll([history.open('chat')]);
    server.discard(3);
    await answerAll([history.older('chat')]);
    expect(texts(shown())).toEqual(['text 1', 'text 2', 'text 4', 'text 5', 'text 6']);
    expect(hasOlder(store.get('chat')!)).toBe(false);
  });

  it('is not taken for the first one because some of it were discarded', async () => {
    server.discard(5);
    await answerAll([history.open('chat')]);
    expect(texts(shown())).toEqual(['text 4', 'text 6']);
    await answerAll([history.older('chat')]);
    expect(shown()).toEqual(server.messages());
  });

  it('is read again where known messages lie beyond a hole', async () => {
    await answerAll([history.open('chat')]);
    server.send('ann', 'text 7');
    server.send('ann', 'text 8');
    server.discard(7);
    store.update('chat', (state) => applyEvent(state, server.log.at(-1) as never));
    expect(texts(shown()).at(-1)).toBe('text 6');
    await answerAll([history.mend('chat')]);
    expect(shown()).toEqual(server.messages().slice(3));
  });

  it('is right when another page came in between', async () => {
    const preview = history.preview('chat');
    const opening = history.open('chat');
    server.edit(4, 'edited');
    tell();
    answers.shift()?.();
    await preview;
    await answerAll([opening]);
    expect(texts(shown())).toEqual(['edited', 'text 5', 'text 6']);
  });

  it('loses no message that waits for an earlier one', async () => {
    const opening = history.open('chat');
    server.send('ann', 'text 7');
    const own = server.send('me', 'mine', 'key');
    store.update('chat', (state) => mergeAnswer(state, own));
    const [seventh, eighth] = server.log.slice(-2);
    for (const event of [seventh!]) store.update('chat', (state) => applyEvent(state, event as never));
    await answerAll([opening]);
    store.update('chat', (state) => applyEvent(state, eighth as never));
    expect(texts(shown())).toEqual(['text 4', 'text 5', 'text 6', 'text 7', 'mine']);
  });

  it('keeps nothing once the page has come, nor when it never comes', async () => {
    const refused = createHistory(
      store,
      () => Promise.reject(new Error('away')),
      () => {},
    );
    await answerAll([history.open('chat')]);
    const older = refused.older('chat');
    server.edit(1, 'edited');
    tell();
    await expect(older).rejects.toThrow('away');
    server.edit(2, 'edited');
    tell();
    expect(store.get('chat')).toMatchObject({ aside: [], awaitedPages: 0 });
  });
});

it('the first message of a chat is shown, though the answer to a later one has overtaken it', () => {
  const server = new ModelServer(['me', 'ann']);
  const store = createChatStore('me');
  store.put(newChatState('me', server.chat, 0));
  server.send('ann', 'one');
  const own = server.send('me', 'mine', 'key');
  store.update('chat', (state) => mergeAnswer(state, own));
  for (const event of server.log) store.update('chat', (state) => applyEvent(state, event as never));
  expect(store.get('chat')!.messages).toEqual(server.messages());
  expect(hasOlder(store.get('chat')!)).toBe(false);
});

describe('the messages of a chat that nobody has open', () => {
  function setUp() {
    const server = new ModelServer(['me', 'ann']);
    const store = createChatStore('me');
    store.put(newChatState('me', server.chat, 0));
    const history = createHistory(
      store,
      () => new Promise(() => {}),
      () => {},
    );
    const hear = (count: number) => {
      for (let n = 0; n < count; n++) {
        server.send('ann', `text ${n}`);
        store.update('chat', (state) => applyEvent(state, server.log.at(-1) as never));
        history.trim('chat');
      }
    };
    return { server, history, hear, chat: () => store.get('chat')! };
  }

  it('are cut to the end of them, and what is older can be read again', () => {
    const { server, hear, chat } = setUp();
    hear(400);
    expect(chat()).toMatchObject({ isFromStart: true, messages: server.messages() });
    hear(1);
    expect(chat().messages).toEqual(server.messages().slice(-200));
    expect(hasOlder(chat())).toBe(true);
    hear(1_000);
    expect(chat().messages.length).toBeLessThanOrEqual(400);
  });

  it('are all kept while it is open, and cut when another one is opened', () => {
    const { server, history, hear, chat } = setUp();
    const release = history.hold('chat');
    const again = history.hold('chat');
    release();
    hear(500);
    expect(chat().messages).toEqual(server.messages());
    again();
    expect(chat().messages).toHaveLength(500);
    history.hold('another');
    expect(chat().messages).toHaveLength(200);
  });

  it('are not cut while a page of them is awaited', () => {
    const { history, hear, chat } = setUp();
    const release = history.hold('chat');
    hear(450);
    release();
    history.hold('another');
    hear(199);
    expect(hasOlder(chat())).toBe(true);
    void history.older('chat');
    hear(10);
    expect(chat().messages).toHaveLength(409);
  });
});
