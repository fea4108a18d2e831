import type { Chat, ChatChanges, Message, Position } from './model';

export interface ListedChat {
  chat: Chat;
  lastReadSeq: number;
}

export interface MessagesPage {
  messages: readonly Message[];
  /** The server has nothing older for the viewer. */
  isFirstPage: boolean;
}

/** The questions that the feed asks when it has missed something. Each rejects if there was no answer. */
export interface FeedReads {
  chats(): Promise<readonly ListedChat[]>;
  /** Null: there is no such chat for the viewer (any more). */
  chat(chatId: string): Promise<ListedChat | null>;
  changes(chatId: string, since: Position): Promise<ChatChanges | null>;
  latest(chatId: string): Promise<MessagesPage>;
}
