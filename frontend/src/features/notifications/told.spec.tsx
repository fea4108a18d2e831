import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, render } from '@testing-library/react';
import { createCell } from '../../sync/cell';
import { freshState } from '../../sync/chat-merge';
import { withSeen } from '../../sync/chat-state';
import { createChatStore, type ChatStore } from '../../sync/chat-store';
import { AccountContext, type Account } from '../../sync/context';
import type { KnownPeople } from '../../sync/people-store';
import { ModelServer } from '../../sync/testkit/model-server';
import type { News } from './notifier';
import { Told } from './told';

describe('what is told', () => {
  const onTold = jest.fn();
  let store: ChatStore;
  let news: News;

  function show() {
    const known = createCell<KnownPeople>(new Map());
    const account = {
      viewer: { id: 'me' },
      people: { known, want: () => () => {} },
      sync: { store },
    } as unknown as Account;
    render(
      <AccountContext value={account}>
        <Told news={news} onTold={onTold} />
      </AccountContext>,
    );
  }

  beforeEach(() => {
    jest.useFakeTimers();
    onTold.mockReset();
    const server = new ModelServer(['me', 'ann']);
    server.send('ann', 'hello');
    store = createChatStore('me');
    store.put(freshState('me', server.chat, 0, server.messages(), true));
    news = { kind: 'message', message: server.messages()[0]! };
  });
  afterEach(() => {
    cleanup();
    jest.useRealTimers();
  });

  it('does not wait for a name for ever', () => {
    show();
    expect(onTold).not.toHaveBeenCalled();
    act(() => jest.advanceTimersByTime(5_000));
    expect(onTold.mock.calls).toEqual([
      [expect.objectContaining({ title: expect.stringContaining('Unknown') })],
    ]);
  });

  it('is nothing of a chat that has been read meanwhile', () => {
    show();
    act(() => store.update('chat', (state) => withSeen(state, 1)));
    expect(onTold.mock.calls).toEqual([[null]]);
  });

  it('is nothing of a chat that is gone', () => {
    show();
    act(() => store.drop('chat'));
    expect(onTold.mock.calls).toEqual([[null]]);
  });
});
