import { createContext, use } from 'react';
import type { Message } from '../../sync/model';

/** What a row can ask of the chat it stands in. The dialogs are the chat's: a row may leave the page while one is open. */
export interface ChatViewActions {
  /** The message in the composer, if one is being edited. */
  readonly editingId: string | null;
  startEdit(message: Message): void;
  cancelEdit(): void;
  showDetails(message: Message): void;
  /** Asks first. */
  deleteMessage(message: Message): void;
}

export const ChatViewContext = createContext<ChatViewActions | null>(null);

export function useChatView(): ChatViewActions {
  const actions = use(ChatViewContext);
  if (!actions) throw new Error('This stands in no chat.');
  return actions;
}
