/** What the web client asks for of a message. */
const MESSAGE =
  '{ id chatId senderId content seq revision clientMessageId isEdited isDeleted createdAt editedAt }';

/** Everything of the feed that a client needs, for a chat changes only so far as people come and go. */
export const VIEWER_EVENTS = `subscription {
  viewerEvents {
    __typename
    ... on Ready { instance }
    ... on Reset { chatId position { epoch revision } }
    ... on MessageAdded { chatId position { epoch revision } message ${MESSAGE} acceptedBy }
    ... on MessageUpdated { chatId position { epoch revision } message ${MESSAGE} }
    ... on MessageDeleted { chatId position { epoch revision } message ${MESSAGE} }
    ... on MessagesRead { chatId position { epoch revision } cursor { chatId userId lastReadSeq readAt } }
    ... on ChatCreated { chatId position { epoch revision } }
    ... on ChatChanged { chatId position { epoch revision } }
    ... on ParticipantAdded { chatId position { epoch revision } userId }
    ... on ParticipantRemoved { chatId position { epoch revision } userId }
    ... on ChatRemoved { chatId position { epoch revision } }
    ... on Persisted { chatId messageIds }
  }
}`;

export const CREATE_MESSAGE = `mutation ($input: CreateMessageInput!) {
  createMessage(createMessageInput: $input) ${MESSAGE}
}`;

export const UPDATE_MESSAGE = `mutation ($id: ID!, $content: String!) {
  updateMessage(id: $id, content: $content) ${MESSAGE}
}`;

export const MARK_AS_READ = `mutation ($chatId: ID!, $upToSeq: Int!) {
  markChatAsRead(chatId: $chatId, upToSeq: $upToSeq) { chatId userId lastReadSeq readAt }
}`;

export const PLACES = `query ($userId: ID!) {
  chatsByParticipant(userId: $userId) { id position { epoch revision } }
}`;

export const CHANGES = `query ($chatId: ID!, $since: PositionInput!) {
  changes(chatId: $chatId, since: $since) {
    position { epoch revision } reset hasMore messages ${MESSAGE} reads { chatId userId lastReadSeq readAt }
  }
}`;

export const PLACE = 'query ($chatId: ID!) { chat(id: $chatId) { position { epoch revision } } }';

export const MESSAGES_AFTER = `query ($chatId: ID!, $afterSeq: Int!) {
  messages(chatId: $chatId, limit: 200, afterSeq: $afterSeq) ${MESSAGE}
}`;
