import { ReadStatusDocument } from '../generated/receiver';
import { RemoveMessageDocument, UpdateMessageDocument } from '../generated/sender';
import { mergeMessageAnswer } from './chat-merge';
import type { ChatStore } from './chat-store';
import type { Message, MessageReadStatus } from './model';
import type { Transport } from './transport';

/** What a person does to messages. It shows in the store when the promise resolves, and rejects with what `failureOf` reads. */
export interface MessageCommands {
  edit(message: Message, content: string): Promise<void>;
  delete(message: Message): Promise<void>;
  /** Who has read it, and when. */
  readStatus(messageId: string): Promise<MessageReadStatus>;
}

export function createMessageCommands(store: ChatStore, { run }: Transport): MessageCommands {
  const merge = (message: Message) =>
    store.update(message.chatId, (state) => mergeMessageAnswer(state, message));
  return {
    async edit({ id }, content) {
      merge((await run('sender', UpdateMessageDocument, { id, content })).updateMessage);
    },
    async delete({ id }) {
      merge((await run('sender', RemoveMessageDocument, { id })).removeMessage);
    },
    readStatus: async (messageId) =>
      (await run('receiver', ReadStatusDocument, { messageId })).messageReadStatus,
  };
}
