import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { AccountContext, type Account } from '../../sync/context';
import type { Chat, Message } from '../../sync/model';
import { ChatViewContext, type ChatViewActions } from './chat-view-context';
import { MessageActions } from './message-actions';
import type { Row } from './rows';

const account = { viewer: { id: 'me' } } as unknown as Account;
const startEdit = jest.fn();
const actions = { startEdit, showDetails: jest.fn(), deleteMessage: jest.fn() };

async function open(message: Partial<Message> | null, chat: Partial<Chat>) {
  const content = message?.isDeleted ? null : 'hello';
  const row = { message: message && { id: 'm', content, ...message }, content } as unknown as Row;
  render(
    <AccountContext value={account}>
      <ChatViewContext value={actions as unknown as ChatViewActions}>
        <MessageActions row={row} chat={{ id: 'chat', ...chat } as Chat} />
      </ChatViewContext>
    </AccountContext>,
  );
  await userEvent.click(screen.getByTestId('message-menu'));
  await screen.findByRole('menu');
}

const offered = () => screen.getAllByRole('menuitem').map((item) => item.textContent);

beforeEach(() => void startEdit.mockReset());
afterEach(cleanup);

describe('the menu of a message', () => {
  it('offers everything of an own message', async () => {
    await open({ senderId: 'me' }, { chatType: 'direct' });
    expect(offered()).toEqual(['Copy text', 'Edit', 'Details', 'Delete']);
  });

  it('of what somebody else wrote, offers no editing, and in a direct chat no deleting', async () => {
    await open({ senderId: 'you' }, { chatType: 'direct' });
    expect(offered()).toEqual(['Copy text', 'Details']);
  });

  it('offers to delete what others wrote in a group to its admin alone', async () => {
    await open({ senderId: 'you' }, { chatType: 'group', createdBy: 'me' });
    expect(offered()).toContain('Delete');
    cleanup();
    await open({ senderId: 'you' }, { chatType: 'group', createdBy: 'you' });
    expect(offered()).toEqual(['Copy text', 'Details']);
  });

  it('of a tombstone, offers only the details', async () => {
    await open({ senderId: 'me', isDeleted: true }, { chatType: 'direct' });
    expect(offered()).toEqual(['Details']);
  });

  it('of a message that no server has, offers only to copy it', async () => {
    await open(null, { chatType: 'direct' });
    expect(offered()).toEqual(['Copy text']);
  });

  it('hands the message to the composer', async () => {
    await open({ senderId: 'me' }, { chatType: 'direct' });
    await userEvent.click(screen.getByRole('menuitem', { name: 'Edit' }));
    expect(startEdit).toHaveBeenCalledWith(expect.objectContaining({ id: 'm' }));
  });
});
