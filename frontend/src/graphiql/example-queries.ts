import type { Service } from '../sync/operation';

const KEYS = `# Ctrl/Cmd+Enter runs the one at the cursor,
# Ctrl+Space completes. The access token of your
# session in this browser goes along by itself.`;

/** What stands in the editor at first: the operations that a tester reaches for, ready to run. */
export const EXAMPLE_QUERIES: Record<Service, string> = {
  receiver: `# Receiver: all reads, and everything live.
#
${KEYS}

# Every live instance of every service.
query Instances {
  instances { id service number startedAt version }
}

# My chats, latest activity first.
query MyChats {
  chats {
    id name chatType lastSeq participantIds
    position { epoch revision }
  }
}

# The latest page of a chat.
# Variables: { "chatId": "…" }
query LatestMessages($chatId: ID!) {
  messages(chatId: $chatId, limit: 20) {
    id seq senderId content createdAt revision
  }
}

# Everything in all my chats, as it happens: what
# the web client lives on. The latest frame comes
# first; the same button stops it.
subscription ViewerEvents {
  viewerEvents {
    __typename
    ... on Ready { instance }
    ... on MessageAdded {
      chatId message { id seq senderId content }
      position { epoch revision }
    }
    ... on MessageUpdated {
      chatId message { id seq content }
      position { revision }
    }
    ... on MessageDeleted {
      chatId message { id seq }
      position { revision }
    }
    ... on MessagesRead {
      chatId cursor { userId lastReadSeq unreadCount }
    }
    ... on Persisted { chatId messageIds }
    ... on Reset { chatId position { epoch revision } }
  }
}

# One chat, resumable. Variables:
# { "chatId": "…",
#   "since": { "epoch": "…", "revision": 1 } }
subscription ChatEvents(
  $chatId: ID!
  $since: PositionInput
) {
  chatEvents(chatId: $chatId, since: $since) {
    __typename
    ... on Ready { instance at { epoch revision } }
    ... on MessageAdded {
      message { id seq senderId content }
      position { revision }
    }
    ... on Persisted { messageIds }
  }
}
`,
  sender: `# Sender: all that changes a chat.
# (Reading and listening: the receiver.)
#
${KEYS}

# Who answers? Choose an instance above, or send it
# again and again with "automatic".
query WhoAnswers {
  instance { id startedAt version }
}

# Variables: { "chatId": "…" }. Answered once the
# message cannot be lost (accepted).
# clientMessageId (a UUID) makes it safe to repeat:
# there is never a second message.
mutation Send($chatId: ID!, $clientMessageId: ID) {
  createMessage(
    createMessageInput: {
      chatId: $chatId
      content: "Hello from GraphiQL"
      clientMessageId: $clientMessageId
    }
  ) { id seq revision createdAt }
}

# Variables: { "people": ["<user id>"] }
mutation NewGroup($people: [ID!]!) {
  createChat(
    createChatInput: {
      chatType: group
      name: "Made in GraphiQL"
      participantIds: $people
    }
  ) {
    id name participantIds position { epoch revision }
  }
}

# Variables: { "chatId": "…", "upToSeq": 1 }
mutation MarkAsRead($chatId: ID!, $upToSeq: Int!) {
  markChatAsRead(chatId: $chatId, upToSeq: $upToSeq) {
    lastReadSeq unreadCount readAt
  }
}
`,
  user: `# User: accounts and sessions.
#
${KEYS}

query Me {
  me { id username displayName email }
}

# Where am I signed in?
query MySessions {
  sessions { id userAgent createdAt lastUsedAt current }
}

query People {
  users(search: "a", first: 20) { id username displayName }
}

# An account for experiments. Signing in is better
# done in the web client ("/"): it sets the cookie.
mutation NewAccount {
  createUser(
    username: "tester"
    email: "tester@example.org"
    displayName: "Tester"
    password: "a long password"
  ) {
    id username
  }
}
`,
};
