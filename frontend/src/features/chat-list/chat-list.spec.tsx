import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { createCell } from '../../sync/cell';
import { newChatState } from '../../sync/chat-state';
import { createChatStore } from '../../sync/chat-store';
import { AccountContext, type Account } from '../../sync/context';
import type { Chat, Message, User } from '../../sync/model';
import { createPeople } from '../../sync/people-store';
import { ModelServer } from '../../sync/testkit/model-server';
import { exactly, UNKNOWN, type Watermark } from '../../sync/watermark';
import { ChatList } from './chat-list';

const person = (id: string, displayName: string): User => ({
  id,
  username: id,
  displayName,
  isActive: true,
});
const ME = person('me', 'Me');
const ZOE = person('zoe', 'Zoë Müller');
const BEN = person('ben', 'Ben Okafor');
const CEM = person('cem', 'Cem Yildiz');
const EVERYBODY = [ME, ZOE, BEN, CEM];

const preview = jest.fn<(chatId: string) => Promise<void>>();
const settleReceipts = jest.fn<(chatId: string) => void>();
const create = jest.fn<(chat: object) => Promise<{ id: string }>>();
const onNewChat = jest.fn();

function accountWith(drafts: ReadonlyMap<string, string>, readByZoe: Watermark | null): Account {
  const store = createChatStore(ME.id);
  const put = (id: string, chat: Partial<Chat>, messages: Partial<Message>[] = []) =>
    store.put({
      ...newChatState(ME.id, { ...new ModelServer([]).chat, ...chat, id, lastSeq: messages.length || 1 }, 0),
      messages: messages.map(
        (message, index) => ({ id: `${id}${index}`, seq: index + 1, ...message }) as Message,
      ),
    });
  const at = (minute: number) => `2026-01-01T10:0${minute}:00.000Z`;
  const last = [{ senderId: ME.id, content: 'see you' }];
  put('direct', { chatType: 'direct', participantIds: ['me', 'zoe'], updatedAt: at(3) }, last);
  put('book', { chatType: 'group', name: 'Book club', participantIds: ['me', 'ben'], updatedAt: at(2) });
  put('work', { chatType: 'group', name: 'Work', participantIds: ['me', 'zoe'], updatedAt: at(1) });

  if (readByZoe) {
    store.update('direct', (state) => ({ ...state, cursors: new Map([[ZOE.id, readByZoe]]) }));
  }

  const people = createPeople({
    byIds: (ids) => Promise.resolve(EVERYBODY.filter(({ id }) => ids.includes(id))),
    search: (text) => Promise.resolve(EVERYBODY.filter(({ id }) => id.startsWith(text))),
  });
  const sync = {
    store,
    feed: { status: createCell({ phase: 'live', instance: null }) },
    outbox: { subscribe: () => () => {}, ofChat: () => NOTHING },
    drafts: { drafts: createCell(drafts) },
    history: { preview },
    settleReceipts,
    chats: { create },
  };
  return { viewer: ME, people, sync } as unknown as Account;
}
const NOTHING: never[] = [];

function Scene({ openId }: { openId: string | null }) {
  const [selectedId, select] = useState(openId);
  return (
    <div onClick={({ target }) => select(idOf(target as Element) ?? selectedId)}>
      <ChatList
        selectedId={selectedId}
        addressOf={(id) => `#/chat/${id}`}
        onOpen={select}
        onNewChat={onNewChat}
      />
      <output>{selectedId}</output>
    </div>
  );
}
const idOf = (target: Element) => target.closest<HTMLElement>('[data-chat-id]')?.dataset['chatId'];

function open({
  drafts = {},
  openId = null,
  readByZoe = null,
}: { drafts?: Record<string, string>; openId?: string | null; readByZoe?: Watermark | null } = {}) {
  render(
    <AccountContext value={accountWith(new Map(Object.entries(drafts)), readByZoe)}>
      <Scene openId={openId} />
    </AccountContext>,
  );
}

const search = () => screen.getByRole<HTMLInputElement>('searchbox');
const shown = () => screen.queryAllByTestId('chat-item').map((row) => row.dataset['chatId']);
const row = (id: string) => screen.getAllByTestId('chat-item').find((one) => one.dataset['chatId'] === id)!;
const opened = () => document.querySelector('output')?.textContent;

beforeEach(() => {
  preview.mockReset().mockResolvedValue();
  settleReceipts.mockReset();
  create.mockReset().mockResolvedValue({ id: 'made' });
  onNewChat.mockReset();
  // jsdom lays nothing out; a list without height would show no row.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 });
});
afterEach(cleanup);

describe('the list of chats', () => {
  it('has the latest activity first', () => {
    open();
    expect(shown()).toEqual(['direct', 'book', 'work']);
  });

  it('shows who said what last, and how far the own message has come', async () => {
    open();
    await within(row('direct')).findByText('Zoë Müller');
    expect(row('direct').textContent).toContain('You:see you');
    expect(within(row('direct')).getByTestId('tick').dataset['state']).toBe('stored');
  });

  it('shows a draft instead, but not of the open chat, where it stands in the composer', () => {
    open({ drafts: { book: 'half a thou', work: 'here' }, openId: 'work' });
    expect(row('book').textContent).toContain('Draft:half a thou');
    expect(within(row('work')).queryByTestId('draft-label')).toBeNull();
  });

  it('reads the last message of those chats only of which none is known', async () => {
    open();
    await waitFor(() => expect(preview).toHaveBeenCalledTimes(2));
    expect(preview.mock.calls.map(([id]) => id).sort()).toEqual(['book', 'work']);
  });

  it('asks who has read an own last message, where nobody knows', async () => {
    open();
    await waitFor(() => expect(settleReceipts.mock.calls).toEqual([['direct']]));
  });

  it.each([0, 1])('does not ask where it is known that the other has read up to %i', async (read) => {
    open({ readByZoe: exactly(UNKNOWN, read) });
    // The timers of all rows began together, that of this one first.
    await waitFor(() => expect(preview).toHaveBeenCalledTimes(2));
    expect(settleReceipts).not.toHaveBeenCalled();
  });
});

describe('the search over chats', () => {
  it('finds by the name of the chat and of those in it', async () => {
    open();
    await userEvent.type(search(), 'zoe');
    await waitFor(() => expect(shown()).toEqual(['direct', 'work']));
    await userEvent.clear(search());
    await userEvent.type(search(), 'club');
    expect(shown()).toEqual(['book']);
  });

  it('opens the first with Enter, and shows all chats again', async () => {
    open();
    await userEvent.type(search(), 'wor{enter}');
    expect(opened()).toBe('work');
    expect(search().value).toBe('');
    expect(shown()).toHaveLength(3);
  });

  it('is cleared by Escape', async () => {
    open();
    await userEvent.type(search(), 'club{escape}');
    expect(search().value).toBe('');
    expect(shown()).toHaveLength(3);
  });

  it('offers a new chat with people who are found instead', async () => {
    open();
    await userEvent.type(search(), 'cem');
    await userEvent.click(await screen.findByText('New chat with Cem Yildiz'));
    expect(create).toHaveBeenCalledWith({ chatType: 'direct', participantIds: ['cem'] });
    await waitFor(() => expect(opened()).toBe('made'));
  });

  it('offers the dialog when nobody is found either', async () => {
    open();
    await userEvent.type(search(), 'nobody');
    await screen.findByText('Nothing found for “nobody”');
    await userEvent.click(screen.getByRole('button', { name: 'New chat' }));
    expect(onNewChat).toHaveBeenCalledTimes(1);
  });
});
