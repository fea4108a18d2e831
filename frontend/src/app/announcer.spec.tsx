import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { createCell } from '../sync/cell';
import { freshState } from '../sync/chat-merge';
import { createChatStore } from '../sync/chat-store';
import { AccountContext, type Account } from '../sync/context';
import type { Message, User } from '../sync/model';
import { createMemoryStorage, type OutboxItem } from '../sync/outbox-item';
import { createOutboxItems } from '../sync/outbox-items';
import type { KnownPeople } from '../sync/people-store';
import { ModelServer } from '../sync/testkit/model-server';
import { Announcer } from './announcer';

describe('the announcer', () => {
  const known = createCell<KnownPeople>(new Map());
  const call = (displayName: string) => known.set(new Map([['ann', { displayName } as User]]));
  let arrive: (message: Message) => void;
  let server: ModelServer;
  let outbox: ReturnType<typeof createOutboxItems>;
  const said = () => screen.getByTestId('announcer').textContent;

  beforeEach(() => {
    jest.useFakeTimers();
    known.set(new Map());
    server = new ModelServer(['me', 'ann']);
    server.send('ann', 'hello');
    const store = createChatStore('me');
    store.put(freshState('me', { ...server.chat, chatType: 'direct' }, 0, server.messages(), true));
    outbox = createOutboxItems('me', createMemoryStorage());
    const onArrival = (listener: typeof arrive) => {
      arrive = listener;
      return () => {};
    };
    const account = {
      viewer: { id: 'me' },
      people: { known, want: () => () => {} },
      sync: { store, outbox, onArrival },
    } as unknown as Account;
    render(
      <AccountContext value={account}>
        <Announcer openChatId="chat" />
      </AccountContext>,
    );
  });
  afterEach(() => {
    cleanup();
    jest.useRealTimers();
  });

  it('says what arrives, and does not say it anew when somebody is called otherwise', () => {
    call('Ann');
    act(() => arrive(server.messages()[0]!));
    expect(said()).toBe('Ann: hello');
    act(() => call('Anna'));
    expect(said()).toBe('Ann: hello');
  });

  it('does not wait for a name for ever', () => {
    act(() => arrive(server.messages()[0]!));
    expect(said()).toBe('');
    act(() => jest.advanceTimersByTime(5_000));
    expect(said()).toBe('Unknown: hello');
  });

  it('says once that a message could not be sent, and nothing of what failed before', () => {
    const failure = { code: 'FORBIDDEN', message: 'no' } as const;
    const item = { userId: 'me', chatId: 'chat', content: 'x', createdAt: '', state: 'queued' } as const;
    const put = (id: string, state: OutboxItem['state']) =>
      act(() => outbox.put({ ...item, id, state, failure }));
    put('old', 'failed');
    put('new', 'queued');
    expect(said()).toBe('');
    put('new', 'failed');
    put('other', 'queued');
    expect(said()).toBe('Not sent. You may not do this.');
  });
});
