import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newChatState } from './chat-state';
import { createChatStore } from './chat-store';
import type { ReadCursor } from './model';
import { createReadMarker } from './read-marker';
import { ModelServer } from './testkit/model-server';

const server = new ModelServer(['me', 'ann']);
for (let n = 0; n < 9; n++) server.send('ann', `m${n}`, `k${n}`);
const chatId = server.chat.id;

function setUp() {
  const store = createChatStore('me');
  store.put(newChatState('me', server.chat, 0));
  const mark = jest.fn((id: string, upToSeq: number) =>
    Promise.resolve({ chatId: id, userId: 'me', lastReadSeq: upToSeq } as ReadCursor),
  );
  return { store, mark, marker: createReadMarker(store, mark) };
}

describe('how far somebody has read', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is told once for messages that come together, by the newest', async () => {
    const { mark, marker } = setUp();
    for (const seq of [3, 4, 6, 5]) marker.saw(chatId, seq);
    await jest.runAllTimersAsync();
    expect(mark.mock.calls).toEqual([[chatId, 6]]);
  });

  it('is told at once when the page may be about to go', () => {
    const { mark, marker } = setUp();
    marker.saw(chatId, 7);
    expect(mark).not.toHaveBeenCalled();
    marker.flush();
    expect(mark.mock.calls).toEqual([[chatId, 7]]);
  });

  it('is told anew where the server has forgotten it', async () => {
    const { mark, marker, store } = setUp();
    store.put({ ...newChatState('me', server.chat, 4), seenSeq: 9 });
    marker.look(chatId);
    await jest.runAllTimersAsync();
    expect(mark.mock.calls).toEqual([[chatId, 9]]);
    marker.look(chatId);
    await jest.runAllTimersAsync();
    expect(mark).toHaveBeenCalledTimes(1);
  });

  it('is told until the server knows', async () => {
    const { mark, marker } = setUp();
    mark.mockRejectedValueOnce(new TypeError('no network'));
    marker.saw(chatId, 9);
    await jest.runAllTimersAsync();
    expect(mark.mock.calls).toEqual([
      [chatId, 9],
      [chatId, 9],
    ]);
  });
});
