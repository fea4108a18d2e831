import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { createCell } from '../../sync/cell';
import { freshState } from '../../sync/chat-merge';
import { withSeen, type ChatState } from '../../sync/chat-state';
import { createChatStore } from '../../sync/chat-store';
import { AccountContext, type Account } from '../../sync/context';
import { ModelServer } from '../../sync/testkit/model-server';
import { MessageList } from './message-list';

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Three hundred messages of somebody else, of which so many are read and the last so many are loaded. */
function chatOf(count: number, read: number, loaded = count): ChatState {
  const server = new ModelServer(['me', 'ann']);
  for (let n = 1; n <= count; n++) server.send('ann', `${n}`);
  return freshState('me', server.chat, read, server.messages().slice(-loaded), loaded === count);
}

describe('a chat that was never read', () => {
  const status = createCell({ phase: 'offline' });
  const account = {
    sync: {
      store: createChatStore('me'),
      history: { open: () => Promise.reject(new TypeError('Failed to fetch')) },
      feed: { status },
    },
  } as unknown as Account;
  afterEach(cleanup);

  it('does not pass for an empty one while there is no connection', async () => {
    const server = new ModelServer(['me', 'ann']);
    server.send('ann', 'hello');
    render(
      <AccountContext value={account}>
        <MessageList state={freshState('me', server.chat, 0, [], false)} sentId={null} />
      </AccountContext>,
    );
    expect(await screen.findByText(/come as soon as you are connected again/)).toBeTruthy();
  });
});

describe('the way to the first of many unread messages', () => {
  const account = {
    viewer: { id: 'me' },
    people: { known: createCell(new Map()), want: () => () => {} },
    sync: {
      store: createChatStore('me'),
      outbox: { ofChat: () => NOTHING, subscribe: () => () => {} },
      history: { older: () => new Promise(() => {}) },
      feed: { status: createCell({ phase: 'connecting' }) },
      readMarker: { saw: () => {} },
      settleReceipts: () => {},
    },
  } as unknown as Account;
  const NOTHING: never[] = [];
  const page = (state: ChatState) => (
    <AccountContext value={account}>
      <MessageList state={state} sentId={null} />
    </AccountContext>
  );
  const offered = () => screen.queryByTestId('jump-unread')?.textContent;

  beforeEach(() => {
    window.IntersectionObserver = Observer as unknown as typeof IntersectionObserver;
    window.ResizeObserver = Observer;
    Element.prototype.scrollTo = () => {};
  });
  afterEach(cleanup);

  it('says how many there were at the opening, also once they count as seen', () => {
    const state = chatOf(400, 100, 50);
    const { rerender } = render(page(state));
    expect(offered()).toBe('300 new messages');
    rerender(page(withSeen(state, 400)));
    expect(offered()).toBe('300 new messages');
  });

  it('does not come up in an open chat, however much is written in it', () => {
    const { rerender } = render(page(chatOf(30, 25)));
    rerender(page(chatOf(330, 330)));
    expect(offered()).toBeUndefined();
  });
});
