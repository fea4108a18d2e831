import { afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createCell } from '../sync/cell';
import { newChatState } from '../sync/chat-state';
import { createChatStore } from '../sync/chat-store';
import { AccountContext, type Account } from '../sync/context';
import type { OutboxItem } from '../sync/outbox-item';
import { ModelServer } from '../sync/testkit/model-server';
import { StrandedBar } from './stranded-bar';

globalThis.matchMedia = () => ({ matches: false }) as MediaQueryList;
// Its code comes when it is wanted; here it is there.
beforeAll(() => import('./stranded-dialog'), 30_000);
afterEach(cleanup);

const item: OutboxItem = {
  id: 'one',
  userId: 'me',
  chatId: 'chat',
  content: 'what I wanted to say',
  createdAt: '2026-11-20T08:00:00.000Z',
  state: 'failed',
  failure: { code: 'NOT_FOUND', message: 'Chat not found.' },
};

it('shows what could not be sent once its chat is gone: the text, why, and what to do with it', async () => {
  const store = createChatStore('me');
  store.put(newChatState('me', new ModelServer(['me']).chat, 0));
  const status = createCell({ phase: 'connecting' });
  const failed = createCell<readonly OutboxItem[]>([item]);
  const remove = jest.fn((_: string) => failed.set([]));
  const outbox = { subscribe: failed.subscribe, failed: failed.get, remove };
  const account = { sync: { store, outbox, feed: { status } } } as unknown as Account;
  render(
    <AccountContext value={account}>
      <StrandedBar />
    </AccountContext>,
  );
  const bar = () => screen.queryByTestId('stranded');

  act(() => status.set({ phase: 'live' }));
  // Its chat shows it.
  expect(bar()).toBeNull();
  act(() => store.drop('chat'));
  expect(bar()?.textContent).toContain('1 message could not be sent.');
  act(() => status.set({ phase: 'offline' }));
  fireEvent.click(bar()!);
  const row = await screen.findByTestId('stranded-item');
  expect(row.textContent).toContain('what I wanted to say');
  expect(screen.getByTestId('stranded-copy')).toBeTruthy();
  fireEvent.click(screen.getByTestId('stranded-delete'));
  expect(remove).toHaveBeenCalledWith('one');
  expect(bar()).toBeNull();
});
