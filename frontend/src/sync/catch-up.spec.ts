import { ServerParseError } from '@apollo/client/errors';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCatchUp, type CatchUp } from './catch-up';
import { mergePage } from './chat-merge';
import { newChatState, unreadOf, watermarkOf, withSeen } from './chat-state';
import { createChatStore, type ChatStore } from './chat-store';
import { instant, ModelServer } from './testkit/model-server';

const always = () => true;
const deaf = { onRead: () => {}, onReset: () => {} };

describe('a chat that is read afresh', () => {
  let server: ModelServer;
  let store: ChatStore;
  let catchUp: CatchUp;

  beforeEach(async () => {
    server = new ModelServer(['me', 'ann']);
    for (let n = 1; n <= 6; n++) server.send('ann', `text ${n}`);
    store = createChatStore('me');
    const reads = server.reads('me', (value) => Promise.resolve(value));
    catchUp = createCatchUp(store, reads, deaf);
    await catchUp.list(always);
  });

  const open = () => store.update('chat', (state) => mergePage(state, server.messages(), true));
  const see = (seq: number) => store.update('chat', (state) => withSeen(state, seq));
  const chat = () => store.get('chat')!;

  it('stays read, as far as it was seen, and the server is to be told', async () => {
    open();
    see(6);
    server.restart();
    await catchUp.reset('chat', null, always);
    expect(unreadOf(chat())).toBe(0);
    expect(chat().seenSeq).toBeGreaterThan(watermarkOf(chat(), 'me').low);
  });

  it('stays read, where the server has forgotten the cursor', async () => {
    server.read('me', 6);
    await catchUp.afresh('chat', always);
    server.restart();
    server.cursors.set('me', 2);
    await catchUp.reset('chat', null, always);
    expect(unreadOf(chat())).toBe(0);
    expect(chat().seenSeq).toBeGreaterThan(watermarkOf(chat(), 'me').low);
  });

  it('counts a new message as unread when its end has fallen', async () => {
    open();
    see(6);
    server.restart(4);
    await catchUp.reset('chat', null, always);
    expect(chat().seenSeq).toBe(4);
    server.send('ann', 'new');
    await catchUp.changes('chat', server.chat.position, always);
    expect(unreadOf(chat())).toBe(1);
  });

  it('does so too when the list tells that it has fallen', async () => {
    server.read('me', 6);
    await catchUp.afresh('chat', always);
    see(6);
    server.restart(4);
    await catchUp.list(always);
    server.send('ann', 'new');
    await catchUp.changes('chat', server.chat.position, always);
    expect(unreadOf(chat())).toBe(1);
  });
});

describe('an answer that cannot be read', () => {
  it('is asked for again, and nothing of what it says is logged', async () => {
    const server = new ModelServer(['me']);
    const response = { status: 200 } as Response;
    const bodyText = '{"data":{"messages":[{"content":"a secret"';
    const broken = new ServerParseError(new SyntaxError('cut off'), { response, bodyText });
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    jest.useFakeTimers();
    try {
      const reads = server.reads('me', (value) => Promise.resolve(value));
      const chats = jest.fn(reads.chats).mockRejectedValueOnce(broken);
      const catchUp = createCatchUp(createChatStore('me'), { ...reads, chats }, deaf);
      const work = catchUp.list(always);
      await jest.runAllTimersAsync();
      await work;
      expect(warn.mock.calls).toEqual([['Catching up will be tried again:', expect.any(String)]]);
      expect(String(warn.mock.calls[0])).not.toContain('secret');
    } finally {
      warn.mockRestore();
      jest.useRealTimers();
    }
  });
});

describe('the list of chats', () => {
  it('is taken over at once: one notification for a thousand chats', async () => {
    const { chat } = new ModelServer(['me']);
    const store = createChatStore('me');
    const listed = Array.from({ length: 1_000 }, (_, n) => ({
      chat: { ...chat, id: `chat ${n}`, updatedAt: instant(n) },
      lastReadSeq: 0,
    }));
    const reads = new ModelServer(['me']).reads('me', (value) => Promise.resolve(value));
    const catchUp = createCatchUp(store, { ...reads, chats: () => Promise.resolve(listed) }, deaf);
    store.put(newChatState('me', chat, 0));
    const heard = jest.fn();
    store.subscribe(heard);
    await catchUp.list(always);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(store.list().map((state) => state.chat.id)).toEqual(listed.map((one) => one.chat.id).reverse());
  });
});
