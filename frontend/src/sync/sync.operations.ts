import { gql } from '@apollo/client';
import type {
  Chat,
  ChatChanges,
  Message,
  MessageReadStatus,
  Position,
  ReadCursor,
  UnreadCount,
  ViewerEvent,
} from '../generated/graphql';
import { operation } from './operation';

/** What the store keeps of a chat and of a message; everything that feeds the store asks for these. */
const CHAT_HEAD = gql`
  fragment ChatHead on Chat {
    id
    name
    description
    chatType
    isActive
    createdAt
    updatedAt
    lastSeq
    position {
      epoch
      revision
    }
  }
`;

export const CHAT_FIELDS = gql`
  fragment ChatFields on Chat {
    ...ChatHead
    participantIds
  }
  ${CHAT_HEAD}
`;

export const MESSAGE_FIELDS = gql`
  fragment MessageFields on Message {
    id
    chatId
    senderId
    content
    seq
    revision
    clientMessageId
    isEdited
    isDeleted
    createdAt
    editedAt
  }
`;

/** `chatsByParticipant`, not `chats`: of an administrator that would be everybody's. */
export const VIEWER_CHATS = operation<{ chatsByParticipant: Chat[] }, { viewerId: string }>(
  'receiver',
  gql`
    query ViewerChats($viewerId: ID!) {
      chatsByParticipant(userId: $viewerId) {
        ...ChatFields
      }
    }
    ${CHAT_FIELDS}
  `,
);

export const VIEWER_CURSORS = operation<{ unreadCounts: UnreadCount[] }, { viewerId: string }>(
  'receiver',
  gql`
    query ViewerCursors($viewerId: ID!) {
      unreadCounts(userId: $viewerId) {
        chatId
        lastReadSeq
      }
    }
  `,
);

export const ONE_CHAT = operation<{ chat: Chat | null }, { chatId: string }>(
  'receiver',
  gql`
    query OneChat($chatId: ID!) {
      chat(id: $chatId) {
        ...ChatFields
      }
    }
    ${CHAT_FIELDS}
  `,
);

export const MESSAGES = operation<
  { messages: Message[] },
  { chatId: string; limit: number; beforeSeq?: number | undefined }
>(
  'receiver',
  gql`
    query Messages($chatId: ID!, $limit: Int!, $beforeSeq: Int) {
      messages(chatId: $chatId, limit: $limit, beforeSeq: $beforeSeq) {
        ...MessageFields
      }
    }
    ${MESSAGE_FIELDS}
  `,
);

export const CHANGES = operation<{ changes: ChatChanges }, { chatId: string; since: Position }>(
  'receiver',
  gql`
    query Changes($chatId: ID!, $since: PositionInput!) {
      changes(chatId: $chatId, since: $since) {
        position {
          epoch
          revision
        }
        reset
        hasMore
        chat {
          ...ChatFields
        }
        messages {
          ...MessageFields
        }
        reads {
          chatId
          userId
          lastReadSeq
          readAt
        }
      }
    }
    ${CHAT_FIELDS}
    ${MESSAGE_FIELDS}
  `,
);

export const READ_STATUS = operation<{ messageReadStatus: MessageReadStatus }, { messageId: string }>(
  'receiver',
  gql`
    query ReadStatus($messageId: ID!) {
      messageReadStatus(messageId: $messageId) {
        messageId
        readByUsers {
          userId
        }
      }
    }
  `,
);

export const CREATE_MESSAGE = operation<
  { createMessage: Message },
  { input: { chatId: string; content: string; clientMessageId: string } }
>(
  'sender',
  gql`
    mutation CreateMessage($input: CreateMessageInput!) {
      createMessage(createMessageInput: $input) {
        ...MessageFields
      }
    }
    ${MESSAGE_FIELDS}
  `,
);

export const MARK_CHAT_AS_READ = operation<
  { markChatAsRead: ReadCursor },
  { chatId: string; upToSeq: number }
>(
  'sender',
  gql`
    mutation MarkChatAsRead($chatId: ID!, $upToSeq: Int!) {
      markChatAsRead(chatId: $chatId, upToSeq: $upToSeq) {
        chatId
        userId
        lastReadSeq
        readAt
      }
    }
  `,
);

/**
 * Who was added is told by `userId` alone: with everybody's ids in each of them, a thousand people added at once
 * would be tens of megabytes.
 */
export const VIEWER_EVENTS = operation<{ viewerEvents: ViewerEvent }>(
  'receiver',
  gql`
    subscription ViewerEvents {
      viewerEvents {
        __typename
        ... on Ready {
          instance
        }
        ... on Reset {
          chatId
          position {
            ...Place
          }
        }
        ... on MessageAdded {
          chatId
          position {
            ...Place
          }
          message {
            ...MessageFields
          }
        }
        ... on MessageUpdated {
          chatId
          position {
            ...Place
          }
          message {
            ...MessageFields
          }
        }
        ... on MessageDeleted {
          chatId
          position {
            ...Place
          }
          message {
            ...MessageFields
          }
        }
        ... on MessagesRead {
          chatId
          position {
            ...Place
          }
          cursor {
            chatId
            userId
            lastReadSeq
            readAt
          }
        }
        ... on ChatCreated {
          chatId
          position {
            ...Place
          }
          chat {
            ...ChatFields
          }
        }
        ... on ChatChanged {
          chatId
          position {
            ...Place
          }
          chat {
            ...ChatFields
          }
        }
        ... on ParticipantAdded {
          chatId
          position {
            ...Place
          }
          userId
          chat {
            ...ChatHead
          }
        }
        ... on ParticipantRemoved {
          chatId
          position {
            ...Place
          }
          userId
        }
        ... on ChatRemoved {
          chatId
          position {
            ...Place
          }
        }
        ... on Persisted {
          chatId
          messageIds
        }
      }
    }
    fragment Place on Position {
      epoch
      revision
    }
    ${CHAT_FIELDS}
    ${MESSAGE_FIELDS}
  `,
);
