import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { MessageReadStatus } from './model';
import { applyEvent, freshState } from './chat-merge';
import { withStored, type ChatState } from './chat-state';
import { createChatStore } from './chat-store';
import { createReceipts } from './receipts';
import { ModelServer } from './testkit/model-server';
import { readReachOf, tickOf, undecided } from './ticks';

function stateOf(server: ModelServer): ChatState {
  return freshState('me', server.chat, server.cursors.get('me') ?? 0, server.messages(), true);
}

/** The ticks of all own messages, ascending. */
function ticks(state: ChatState, inOutbox: readonly string[] = []): string[] {
  const reach = readReachOf(state);
  return state.messages
    .filter((message) => message.senderId === state.viewerId)
    .map((message) => tickOf(message, state, reach, inOutbox.includes(message.id)));
}

function statusOn(server: ModelServer, messageId: string): MessageReadStatus {
  const { seq, senderId } = server.messages().find(({ id }) => id === messageId)!;
  const readers = [...server.cursors].filter(([userId, read]) => userId !== senderId && read >= seq);
  return { messageId, readByUsers: readers.map(([userId]) => ({ userId, readAt: '' })) };
}

describe('a tick', () => {
  const next = (server: ModelServer, state: ChatState) =>
    server.log
      .filter((event) => event.position.revision > state.chat.position.revision)
      .reduce((at, event) => (event.__typename === 'Reset' ? at : applyEvent(at, event)), state);

  it('is one grey when accepted, two when stored, blue when the last of the others has read', () => {
    const server = new ModelServer(['me', 'ann', 'bob']);
    let state = stateOf(server);
    server.send('me', 'hello');
    state = next(server, state);
    expect(ticks(state)).toEqual(['accepted']);
    state = withStored(state, ['m1']);
    expect(ticks(state)).toEqual(['stored']);
    server.read('ann', 1);
    state = next(server, state);
    expect(ticks(state)).toEqual(['stored']);
    server.read('bob', 1);
    state = next(server, state);
    expect(ticks(state)).toEqual(['read']);
  });

  it('stays at one grey as long as the outbox waits for Persisted', () => {
    const server = new ModelServer(['me', 'ann']);
    server.send('me', 'hello');
    expect(ticks(stateOf(server), ['m1'])).toEqual(['accepted']);
  });

  it('is never blue in a chat without others', () => {
    const server = new ModelServer(['me']);
    server.send('me', 'note to self');
    expect(ticks(stateOf(server))).toEqual(['stored']);
    expect(undecided(stateOf(server))).toEqual([]);
  });

  it('turns blue when the other answers: who writes has read', () => {
    const server = new ModelServer(['me', 'ann']);
    server.send('me', 'hello');
    server.send('ann', 'hi');
    expect(ticks(stateOf(server))).toEqual(['read']);
  });
});

describe('finding out who has read what', () => {
  it('asks one question when everybody has read everything', async () => {
    const server = new ModelServer(['me', 'ann']);
    for (let n = 0; n < 40; n++) server.send('me', String(n));
    server.read('ann', 40);
    const store = createChatStore('me');
    store.put(stateOf(server));
    const ask = jest.fn(async (id: string) => statusOn(server, id));
    await createReceipts(store, ask).settle('chat');
    expect(ask).toHaveBeenCalledTimes(1);
    expect(ticks(store.get('chat')!)).toEqual(Array(40).fill('read'));
  });

  it('is right about every message, with few questions, whoever has read how far', async () => {
    const senders = fc.array(fc.constantFrom('me', 'ann', 'bob'), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(senders, fc.nat(50), fc.nat(50), async (messages, ann, bob) => {
        const server = new ModelServer(['me', 'ann', 'bob']);
        messages.forEach((sender, n) => server.send(sender, String(n)));
        server.read('ann', ann);
        server.read('bob', bob);
        const store = createChatStore('me');
        store.put(stateOf(server));
        const ask = jest.fn(async (id: string) => statusOn(server, id));
        await createReceipts(store, ask).settle('chat');
        const least = Math.min(server.cursors.get('ann')!, server.cursors.get('bob')!);
        const own = server.messages().filter((message) => message.senderId === 'me');
        const expected = own.map((message) => (message.seq <= least ? 'read' : 'stored'));
        expect(ticks(store.get('chat')!)).toEqual(expected);
        expect(ask.mock.calls.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
