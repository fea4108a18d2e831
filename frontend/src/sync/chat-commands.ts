import { v7 } from 'uuid';
import {
  AddParticipantsDocument,
  CreateChatDocument,
  RemoveChatDocument,
  RemoveParticipantDocument,
  UpdateChatDocument,
} from '../generated/sender';
import { mergeChatAnswer } from './chat-merge';
import { newChatState } from './chat-state';
import type { ChatStore } from './chat-store';
import type { Chat, ChatType } from './model';
import type { Transport } from './transport';

export interface NewChat {
  chatType: ChatType;
  participantIds: readonly string[];
  name?: string | undefined;
  description?: string | undefined;
  /** Idempotency key: sent again under the same one it is still one chat. Made for each call if it is not given. */
  clientChatId?: string | undefined;
}

/** What a person does to chats. It shows in the store when the promise resolves, and rejects with what `failureOf` reads. */
export interface ChatCommands {
  /** A new chat; of a direct chat that exists, the one there is. */
  create(chat: NewChat): Promise<Chat>;
  /** Of a field that is left out nothing changes; an empty description takes it away. */
  rename(chatId: string, to: { name?: string | undefined; description?: string | undefined }): Promise<void>;
  add(chatId: string, userIds: readonly string[]): Promise<void>;
  remove(chatId: string, userId: string): Promise<void>;
  leave(chatId: string): Promise<void>;
  delete(chatId: string): Promise<void>;
}

/** So long `create` waits for what is known of a chat that exists, in milliseconds. Without the feed it comes with the next list. */
const LEARNT_WITHIN_MS = 5_000;

export function createChatCommands(
  store: ChatStore,
  { run }: Transport,
  /** Reads a chat that is not in the store. */
  learn: (chatId: string) => void,
): ChatCommands {
  const merge = (chat: Chat) => store.update(chat.id, (state) => mergeChatAnswer(state, chat));

  async function remove(chatId: string, userId: string): Promise<void> {
    const answer = await run('sender', RemoveParticipantDocument, { chatId, userId });
    if (userId === store.viewerId) store.drop(chatId);
    else merge(answer.removeParticipant);
  }

  /** A chat that is being read is in the store, or nobody waits for it any longer. */
  function shown(chatId: string): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      };
      const timer = setTimeout(done, LEARNT_WITHIN_MS);
      const unsubscribe = store.subscribe(() => store.get(chatId) && done());
    });
  }

  return {
    async create({ participantIds, clientChatId = v7(), ...fields }) {
      const input = { ...fields, clientChatId, participantIds: [...participantIds] };
      const { createChat: chat } = await run('sender', CreateChatDocument, { input });
      // Of one that has messages nobody knows here how far it was read: it is read like any other.
      if (chat.lastSeq === 0 && !store.get(chat.id)) store.put(newChatState(store.viewerId, chat, 0));
      else if (!store.get(chat.id)) {
        learn(chat.id);
        await shown(chat.id);
      }
      return chat;
    },
    async rename(id, { name, description }) {
      merge((await run('sender', UpdateChatDocument, { id, changes: { name, description } })).updateChat);
    },
    async add(chatId, userIds) {
      const answer = await run('sender', AddParticipantsDocument, { chatId, userIds: [...userIds] });
      merge(answer.addParticipants);
    },
    remove,
    leave: (chatId) => remove(chatId, store.viewerId),
    async delete(id) {
      await run('sender', RemoveChatDocument, { id });
      store.drop(id);
    },
  };
}
