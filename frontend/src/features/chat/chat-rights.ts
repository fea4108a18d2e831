import { useSyncExternalStore } from 'react';
import { createCell } from '../../sync/cell';
import type { Chat, Message } from '../../sync/model';

/**
 * What the viewer may do. The server decides; this only says what is worth offering. The API does not tell who a
 * group's admin is, so what only the admin may do is offered until the server has refused it once.
 */
const refused = createCell<ReadonlySet<string>>(new Set());

const keyOf = (chatId: string, viewerId: string) => `${chatId} ${viewerId}`;

/** The server has said that the viewer is not the admin of this group; that never changes. */
export function noteRefusal(chatId: string, viewerId: string): void {
  refused.set(new Set(refused.get()).add(keyOf(chatId, viewerId)));
}

/** Is the viewer the admin of this group, for all that is known? */
export function useMayBeAdmin(chat: Chat, viewerId: string): boolean {
  const all = useSyncExternalStore(refused.subscribe, refused.get);
  return chat.chatType === 'group' && !all.has(keyOf(chat.id, viewerId));
}

export const mayEdit = (message: Message | null, viewerId: string): message is Message =>
  !!message && !message.isDeleted && message.senderId === viewerId;
