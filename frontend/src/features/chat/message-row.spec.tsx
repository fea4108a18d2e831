import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createCell } from '../../sync/cell';
import { freshState } from '../../sync/chat-merge';
import { AccountContext, type Account } from '../../sync/context';
import type { OutboxItem } from '../../sync/outbox-item';
import { instant, ModelServer } from '../../sync/testkit/model-server';
import { ChatViewContext, type ChatViewActions } from './chat-view-context';
import { MessageRow } from './message-row';
import { rowsOf, type Row } from './rows';

const outbox = { retry: jest.fn(), remove: jest.fn() };
const account = {
  viewer: { id: 'me', displayName: 'Me' },
  people: { known: createCell(new Map([['ann', { id: 'ann', displayName: 'Ann' }]])), want() {} },
  sync: { outbox },
} as unknown as Account;

function chatOf(...texts: [who: string, text: string][]) {
  const server = new ModelServer(['me', 'ann']);
  for (const [who, text] of texts) server.send(who, text, `key ${text}`);
  return freshState('me', { ...server.chat, chatType: 'group' }, 0, server.messages(), true);
}

function show(row: Row | undefined, isFirstUnread = false) {
  const { chat } = chatOf();
  if (!row) throw new Error('There is no such row.');
  render(
    <AccountContext value={account}>
      <ChatViewContext value={{} as ChatViewActions}>
        <MessageRow
          row={row}
          chat={chat}
          viewerId="me"
          isFirstUnread={isFirstUnread}
          isTabStop
          isHeld={false}
        />
      </ChatViewContext>
    </AccountContext>,
  );
}

describe('a row', () => {
  afterEach(cleanup);

  it('is named by its author, its text and its time', () => {
    show(rowsOf(chatOf(['ann', 'hello']), [])[0]);
    expect(screen.getByRole('article').getAttribute('aria-labelledby')?.split(' ').length).toBeGreaterThan(2);
    expect(screen.getByText('Ann')).toBeTruthy();
    expect(screen.queryByTestId('tick')).toBeNull();
  });

  it('has the whole name of its author at hand, however much of it there is room for', () => {
    show(rowsOf(chatOf(['ann', 'hello']), [])[0]);
    expect(screen.getByText('Ann').title).toBe('Ann');
  });

  it('says in words how far an own message has come', () => {
    show(rowsOf(chatOf(['me', 'hello']), [])[0]);
    expect(screen.getByTestId('tick').textContent).toBe('Stored');
  });

  it('stands for a deleted message without what it said', () => {
    const state = chatOf(['ann', 'secret']);
    const gone = { ...state.messages[0]!, isDeleted: true, isEdited: true, content: null };
    show(rowsOf({ ...state, messages: [gone] }, [])[0]);
    expect(screen.getByTestId('message-content').textContent).toBe('Message deleted');
    expect(screen.queryByText('(edited)')).toBeNull();
  });

  it('says that a message was edited', () => {
    const state = chatOf(['ann', 'better']);
    show(rowsOf({ ...state, messages: [{ ...state.messages[0]!, isEdited: true }] }, [])[0]);
    expect(screen.getByText('(edited)')).toBeTruthy();
  });

  it('has the divider before it only if it is the first unread one', () => {
    const rows = rowsOf(chatOf(['ann', 'new']), []);
    show(rows[0], true);
    expect(screen.getByTestId('unread-divider').textContent).toBe('New messages');
  });

  it('has its menu once it is tapped, also on a phone that does not focus what is tapped', () => {
    show(rowsOf(chatOf(['ann', 'hello']), [])[0]);
    expect(screen.queryByTestId('message-menu')).toBeNull();
    fireEvent.click(screen.getByTestId('message-content'));
    expect(screen.getByTestId('message-menu')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('article'));
  });

  it('offers to send again or to give up what has failed', () => {
    const item: OutboxItem = {
      id: 'key',
      userId: 'me',
      chatId: 'chat',
      content: 'lost',
      createdAt: instant(1),
      state: 'failed',
      failure: { code: 'FORBIDDEN', message: 'no' },
    };
    show(rowsOf(chatOf(), [item])[0]);
    // The row comes and goes as one scrolls: it must not be read out each time.
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByTestId('not-sent').textContent).toContain('Not sent. You may not do this.');
    fireEvent.click(screen.getByTestId('retry'));
    fireEvent.click(screen.getByTestId('delete-failed'));
    expect([outbox.retry.mock.calls, outbox.remove.mock.calls]).toEqual([[['key']], [['key']]]);
  });
});
