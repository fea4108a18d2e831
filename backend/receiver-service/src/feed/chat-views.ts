import { chatView } from '../chats/chat-view.js';
import type { Standing } from '../overlay/standing.js';
import { chatOf } from './event-view.js';
import type { View } from './sources.js';

type Look = (chatId: string) => Promise<Standing | null>;

/** Chats that become the viewer's: made with them in it, or they were added. */
export function chatAddedView(viewerId: string, look: Look): View {
  const expected = new Set<string>();
  return {
    onChat: ({ chat }, isNew) => {
      if (isNew) expected.add(chat.id);
    },
    onItem: (item, push) => {
      if (
        item.type === 'ChatCreated' ||
        (item.type === 'ParticipantAdded' && item.participant.userId === viewerId)
      ) {
        expected.delete(item.chatId);
        push(chatOf(item));
      } else if (item.type === 'Reset' && expected.delete(item.chatId)) {
        // The event that brought the viewer in can't be had any more; the chat can.
        look(item.chatId).then(
          (standing) => standing?.isMember && push(chatView(standing)),
          () => undefined, // the chat is told by the next list
        );
      }
    },
  };
}

/** Changes of the viewer's chats themselves and of who is in them. */
export function chatUpdatedView(viewerId: string, look: Look): View {
  return {
    onItem: (item, push) => {
      if (item.type === 'ChatChanged' || item.type === 'ChatRemoved') push(chatOf(item));
      else if (item.type === 'ParticipantAdded' && item.participant.userId !== viewerId) push(chatOf(item));
      else if (
        item.type === 'Reset' ||
        (item.type === 'ParticipantRemoved' && item.participant.userId !== viewerId)
      ) {
        look(item.chatId).then(
          (standing) => standing?.isMember && push(chatView(standing)),
          () => undefined, // the chat is told by the next list
        );
      }
    },
  };
}
