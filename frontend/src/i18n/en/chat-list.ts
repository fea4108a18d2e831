export const chatList = {
  title: 'Chats',
  search: 'Search chats',
  clear: 'Clear the search',
  reading: 'Reading your chats…',
  draft: 'Draft:',
  you: 'You:',
  // Isolated, so that the colon stands behind a name of any script.
  author: '\u2068{{name}}\u2069:',
  deleted: 'Message deleted',
  failed: 'Not sent',
  people: 'People',
  newChatWith: 'New chat with {{name}}',
  searching: 'Searching for people…',
  found_one: '{{count}} chat found',
  found_other: '{{count}} chats found',
  empty: {
    title: 'No chats yet',
    text: 'Find somebody you know and say hello, or bring several people together in a group.',
    action: 'New chat',
  },
  nothing: {
    title: 'Nothing found for “{{query}}”',
    text: 'Try another spelling, or choose from all people.',
  },
};
