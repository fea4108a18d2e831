import type { Chat, Message } from '../../sync/model';

/** What the viewer may do. The server decides; this only says what is worth offering. */
export const isAdminOf = (chat: Chat, viewerId: string): boolean =>
  chat.chatType === 'group' && chat.createdBy === viewerId;

export const mayEdit = (message: Message | null, viewerId: string): message is Message =>
  !!message && !message.isDeleted && message.senderId === viewerId;
