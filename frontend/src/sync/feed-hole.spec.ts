import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mergeAnswer } from './chat-merge';
import { createChatStore, type ChatStore } from './chat-store';
import { createFeed, type Feed } from './feed';
import { createHistory } from './history';
import { deaf } from './testkit/deaf-listener';
import { ModelServer } from './testkit/model-server';

const ready = { __typename: 'Ready', instance: 'receiver-1' } as const;

describe('a message that is known, and cannot be shown for what is before it', () => {
  let server: ModelServer;
  let store: ChatStore;
  let feed: Feed;
  const mending: Promise<void>[] = [];
  const onHole = jest.fn<(chatId: string) => void>();

  beforeEach(async () => {
    onHole.mockClear();
    server = new ModelServer(['me', 'ann']);
    store = createChatStore('me');
    const history = createHistory(
      store,
      async (_, limit, beforeSeq) => server.page(limit, beforeSeq),
      () => {},
    );
    onHole.mockImplementation((chatId) => void mending.push(history.mend(chatId)));
    feed = createFeed(
      store,
      server.reads('me', (value) => Promise.resolve(value)),
      { ...deaf, onHole },
    );
    for (const text of ['one', 'two']) server.send('ann', text);
    await reconnect();
    await history.open('chat');
  });

  async function reconnect(): Promise<void> {
    feed.disconnected();
    feed.receive(ready);
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
    await feed.settled();
    await Promise.all(mending.splice(0));
  }

  async function tell(events: number): Promise<void> {
    for (const event of server.log.slice(-events)) feed.receive(event);
    await Promise.all(mending.splice(0));
  }

  const shown = () => store.get('chat')!.messages;

  it('is shown, and all after it, if that was discarded while one was away', async () => {
    for (const text of ['three', 'four']) server.send('ann', text);
    server.discard(3);
    await reconnect();
    expect(onHole.mock.calls).toEqual([['chat']]);
    expect(shown()).toEqual(server.messages());
    server.send('ann', 'five');
    await tell(1);
    expect(shown().map((message) => message.content)).toEqual(['one', 'two', 'four', 'five']);
    expect(onHole).toHaveBeenCalledTimes(1);
  });

  it('is shown with what the page lacked that was read without Redis', async () => {
    server.send('ann', 'three');
    const { position } = server.chat;
    store.update('chat', (state) => ({ ...state, chat: { ...state.chat, position, lastSeq: 3 } }));
    server.send('ann', 'four');
    await tell(1);
    expect(shown()).toEqual(server.messages());
  });

  it('waits, if that is only on its way: an own answer has overtaken it', async () => {
    for (const text of ['three', 'four']) server.send('ann', text);
    const own = server.send('me', 'mine', 'key');
    store.update('chat', (state) => mergeAnswer(state, own));
    await tell(3);
    expect(shown()).toEqual(server.messages());
    expect(onHole).not.toHaveBeenCalled();
  });
});
