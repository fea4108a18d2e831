import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { DocumentNode } from 'graphql';
import { createChatCommands, type ChatCommands } from './chat-commands';
import { applyEvent, freshState, mergePage } from './chat-merge';
import { createChatStore, type ChatStore } from './chat-store';
import { failureOf } from './failure';
import { createMessageCommands, type MessageCommands } from './message-commands';
import type { Chat } from './model';
import { createOwnAccount } from './own-account';
import { ModelServer } from './testkit/model-server';
import type { Transport } from './transport';

const refusal = new CombinedGraphQLErrors({
  errors: [{ message: 'Not yours.', extensions: { code: 'FORBIDDEN' } }],
});

describe('what a person does', () => {
  let server: ModelServer;
  let store: ChatStore;
  let chats: ChatCommands;
  let messages: MessageCommands;
  const learn = jest.fn<(chatId: string) => void>();
  const answer = jest.fn<(name: string, variables: unknown) => Promise<unknown>>();

  const nameOf = (document: DocumentNode) => {
    const [definition] = document.definitions;
    return definition?.kind === 'OperationDefinition' ? (definition.name?.value ?? '') : '';
  };
  const transport: Transport = {
    run: async (_, document, variables) => (await answer(nameOf(document), variables)) as never,
  };
  const shown = () => store.get('chat');
  const contents = () => shown()?.messages.map(({ content }) => content);
  /** Everything that the feed has to tell from this event on. */
  const hear = (from: number) => {
    for (const event of server.log.slice(from)) {
      if (event.__typename !== 'Reset') store.update('chat', (state) => applyEvent(state, event));
    }
  };

  beforeEach(() => {
    server = new ModelServer(['me', 'ann']);
    server.send('me', 'one');
    server.send('ann', 'two');
    store = createChatStore('me');
    store.put(freshState('me', server.chat, 0, server.messages(), true));
    answer.mockReset();
    learn.mockReset();
    chats = createChatCommands(store, transport, learn);
    messages = createMessageCommands(store, transport);
  });

  describe('to a message', () => {
    const first = () => shown()!.messages[0]!;

    it('shows at once when it is edited, whether the event comes before or after the answer', async () => {
      const before = server.log.length;
      server.edit(1, 'ONE');
      answer.mockResolvedValue({ updateMessage: server.messages()[0] });
      await messages.edit(first(), 'ONE');
      expect(contents()).toEqual(['ONE', 'two']);
      hear(before);
      expect(contents()).toEqual(['ONE', 'two']);
      await messages.edit(first(), 'ONE');
      expect(shown()).toEqual(freshState('me', server.chat, 0, server.messages(), true));
    });

    it('leaves a tombstone when it is deleted, and a late answer to an edit does not bring it back', async () => {
      const edited = { ...first(), content: 'ONE', isEdited: true, revision: server.revision + 1 };
      server.edit(1, 'ONE');
      server.delete(1);
      answer.mockResolvedValueOnce({ removeMessage: server.messages()[0] });
      await messages.delete(first());
      answer.mockResolvedValueOnce({ updateMessage: edited });
      await messages.edit(first(), 'ONE');
      expect(first()).toMatchObject({ isDeleted: true, content: null });
    });

    it('changes nothing when it is refused, and says why', async () => {
      answer.mockRejectedValue(refusal);
      const error: unknown = await messages.edit(first(), 'x').catch((reason: unknown) => reason);
      expect(failureOf(error).code).toBe('FORBIDDEN');
      expect(contents()).toEqual(['one', 'two']);
    });

    it('answers who has read it and when', async () => {
      const status = {
        messageId: 'm1',
        readByUsers: [{ userId: 'ann', readAt: '2026-11-20T08:00:00.000Z' }],
      };
      answer.mockResolvedValue({ messageReadStatus: status });
      expect(await messages.readStatus('m1')).toEqual(status);
    });
  });

  describe('to a chat', () => {
    it('shows its new name at once, and ends where the feed ends', async () => {
      const before = server.log.length;
      server.send('ann', 'three');
      server.rename('New');
      answer.mockResolvedValue({ updateChat: server.chat });
      await chats.rename('chat', { name: 'New' });
      expect(shown()?.chat.name).toBe('New');
      hear(before);
      expect(contents()).toEqual(['one', 'two', 'three']);
      expect(shown()?.chat).toEqual(server.chat);
    });

    it('takes no answer that the feed has overtaken', async () => {
      const before = server.log.length;
      server.rename('First');
      const late = server.chat;
      server.rename('Second');
      hear(before);
      answer.mockResolvedValue({ updateChat: late });
      await chats.rename('chat', { name: 'First' });
      expect(shown()?.chat.name).toBe('Second');
    });

    it('shows who was added at once', async () => {
      const before = server.log.length;
      server.join('bob');
      answer.mockResolvedValue({ addParticipants: server.chat });
      await chats.add('chat', ['bob']);
      expect(shown()?.chat.participantIds).toEqual(['me', 'ann', 'bob']);
      hear(before);
      expect(shown()?.chat.participantIds).toEqual(['me', 'ann', 'bob']);
      expect(answer).toHaveBeenCalledWith('AddParticipants', { chatId: 'chat', userIds: ['bob'] });
    });

    it('shows who was removed no more', async () => {
      const position = { ...server.chat.position, revision: server.revision + 1 };
      answer.mockResolvedValue({ removeParticipant: { ...server.chat, participantIds: ['me'], position } });
      await chats.remove('chat', 'ann');
      expect(shown()?.chat.participantIds).toEqual(['me']);
    });

    it('leaves it, or deletes it: it is no more in the list', async () => {
      answer.mockResolvedValue({ removeParticipant: server.chat });
      await chats.leave('chat');
      expect(answer).toHaveBeenCalledWith('RemoveParticipant', { chatId: 'chat', userId: 'me' });
      expect(store.list()).toEqual([]);
      store.put(freshState('me', server.chat, 0, [], false));
      answer.mockResolvedValue({ removeChat: { id: 'chat' } });
      await chats.delete('chat');
      expect(store.list()).toEqual([]);
    });
  });

  describe('to make a chat', () => {
    const made: Chat = {
      ...new ModelServer(['me', 'ann']).chat,
      id: 'new',
    };

    it('has it in the list at once, made under one key', async () => {
      answer.mockResolvedValue({ createChat: made });
      const input = {
        chatType: 'group',
        participantIds: ['ann'],
        name: 'Lunch',
        clientChatId: 'key',
      } as const;
      expect(await chats.create(input)).toEqual(made);
      expect(answer).toHaveBeenCalledWith('CreateChat', { input });
      expect(store.get('new')?.chat).toEqual(made);
      const { clientChatId: _, ...keyless } = input;
      await chats.create(keyless);
      expect(answer).toHaveBeenLastCalledWith('CreateChat', {
        input: { ...keyless, clientChatId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    });

    it('that exists already keeps what is known of it, and is read if nothing is', async () => {
      const known = shown();
      answer.mockResolvedValue({ createChat: server.chat });
      await chats.create({ chatType: 'direct', participantIds: ['ann'] });
      expect(shown()).toBe(known);
      store.drop('chat');
      const created = jest.fn();
      const creating = chats.create({ chatType: 'direct', participantIds: ['ann'] }).then(created);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(learn).toHaveBeenLastCalledWith('chat');
      // Opened now, it would not be there.
      expect(created).not.toHaveBeenCalled();
      store.put(freshState('me', server.chat, 0, server.messages(), true));
      await creating;
    });
  });

  it('to their profile is told to whoever shows it; to their password to nobody', async () => {
    const me = { id: 'me', username: 'me', displayName: 'New', isActive: true, email: 'me@example.com' };
    const onChanged = jest.fn();
    const account = createOwnAccount(transport, 'me', onChanged);
    answer.mockResolvedValue({ updateUser: me });
    await account.updateProfile({ displayName: 'New' });
    expect(onChanged).toHaveBeenCalledWith(me);
    await account.changePassword('old', 'new');
    expect(answer).toHaveBeenLastCalledWith('UpdateUser', {
      id: 'me',
      changes: { currentPassword: 'old', password: 'new' },
    });
    expect(onChanged).toHaveBeenCalledTimes(1);
  });

  it('is put into a page that is read meanwhile', async () => {
    const page = server.messages();
    server.edit(2, 'TWO');
    answer.mockResolvedValue({ updateMessage: server.messages()[1] });
    await messages.edit(shown()!.messages[1]!, 'TWO');
    store.update('chat', (state) => mergePage(state, page, true));
    expect(contents()).toEqual(['one', 'TWO']);
  });
});
