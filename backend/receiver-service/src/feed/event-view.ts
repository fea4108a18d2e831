import { type Chat, type ChatEvent } from '@converge/domain';
import type { ChatView } from '../chats/chat-view.js';
import { isEvent, type FeedItem } from '../hub/feed-item.js';

const views = new WeakMap<FeedItem, object>();

/** What GraphQL shows of a feed's item. The same item always becomes the same object, so that its answer is shared. */
export function eventView(item: FeedItem): object {
  let view = views.get(item);
  if (!view) {
    view = isEvent(item) ? viewOf(item) : item;
    views.set(item, view);
  }
  return view;
}

/** The chat an event carries, at the event's position. */
export function chatOf(event: ChatEvent & { chat: Chat }): ChatView {
  return { ...event.chat, position: positionOf(event) };
}

const positionOf = ({ epoch, revision }: ChatEvent) => ({ epoch, revision });

function viewOf(event: ChatEvent): object {
  const base = { type: event.type, chatId: event.chatId, position: positionOf(event) };
  switch (event.type) {
    case 'MessageAdded':
      return { ...base, message: event.message, acceptedBy: event.acceptedBy ?? null };
    case 'MessageUpdated':
    case 'MessageDeleted':
      return { ...base, message: event.message };
    case 'MessagesRead':
      return { ...base, cursor: { ...event.cursor, unreadCount: event.unreadCount } };
    case 'ChatCreated':
      return { ...base, chat: { ...chatOf(event), knownParticipantIds: event.participantIds } };
    case 'ChatChanged':
      return { ...base, chat: chatOf(event) };
    case 'ParticipantAdded':
      return { ...base, userId: event.participant.userId, chat: chatOf(event) };
    case 'ParticipantRemoved':
      return { ...base, userId: event.participant.userId };
    case 'ChatRemoved':
      return base;
  }
}
