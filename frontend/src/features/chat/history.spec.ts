import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { createCell } from '../../sync/cell';
import { freshState } from '../../sync/chat-merge';
import { newChatState, type ChatState } from '../../sync/chat-state';
import { AccountContext, type Account } from '../../sync/context';
import type { FeedStatus } from '../../sync/feed';
import { ModelServer } from '../../sync/testkit/model-server';
import { useMessagesBefore, useOpening } from './history';

describe('the pages of a chat', () => {
  const open = jest.fn<() => Promise<void>>();
  const older = jest.fn<() => Promise<void>>();
  const status = createCell<FeedStatus>({ phase: 'live' } as FeedStatus);
  const phase = (next: FeedStatus['phase']) => act(async () => status.set({ phase: next } as FeedStatus));
  const account = { sync: { history: { open, older }, feed: { status } } } as unknown as Account;
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(AccountContext, { value: account }, children);
  let server: ModelServer;
  let state: ChatState;

  beforeEach(async () => {
    server = new ModelServer(['me', 'ann']);
    for (let n = 1; n <= 30; n++) server.send('ann', `${n}`);
    state = freshState('me', server.chat, 30, server.messages().slice(10), false);
    open.mockReset().mockResolvedValue();
    older.mockReset().mockResolvedValue();
    await phase('live');
  });

  it('that failed while the feed was away are read once it is back', async () => {
    await phase('connecting');
    older.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { result } = renderHook(() => useMessagesBefore(state, true), { wrapper });
    await act(async () => {});
    expect(result.current.problem).toBeInstanceOf(TypeError);
    expect(older).toHaveBeenCalledTimes(1);
    older.mockReturnValueOnce(new Promise(() => {}));
    await phase('live');
    expect(result.current.problem).toBeNull();
    expect(older).toHaveBeenCalledTimes(2);
  });

  it('are asked for once if there is nothing, and the chat is open', async () => {
    // Were it asked for without end, the test would not end either.
    open.mockImplementation(() => (open.mock.calls.length > 5 ? new Promise(() => {}) : Promise.resolve()));
    const empty = newChatState('me', server.chat, 30);
    const { result, rerender } = renderHook(({ state }) => useOpening(state, null), {
      wrapper,
      initialProps: { state: empty },
    });
    await act(async () => {});
    expect(open).toHaveBeenCalledTimes(1);
    expect(result.current.isOpen).toBe(true);
    // Read afresh, it may have some.
    rerender({ state: newChatState('me', server.chat, 30) });
    await act(async () => {});
    expect(open).toHaveBeenCalledTimes(2);
  });
});
