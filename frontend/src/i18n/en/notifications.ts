export const notifications = {
  title: 'Converge',
  inGroup: '{{author}} in {{chat}}',
  newMessage: 'New message',
  messages_one: '{{count}} new message',
  messages_other: '{{count}} new messages',
  inChats_one: '{{messages}} in {{count}} chat',
  inChats_other: '{{messages}} in {{count}} chats',
  offer: {
    label: 'Notifications',
    text: 'Be told of new messages while you are looking elsewhere?',
    yes: 'Turn on',
    no: 'Not now',
  },
  settings: {
    hint: 'Of messages in chats that you are not looking at, on this device.',
    enable: 'Show notifications',
    showText: 'Show what the message says',
    sound: 'They make no sound of their own.',
    blocked:
      'Your browser blocks notifications of this page. Click the sign at the beginning of the address bar, allow notifications there, and they work at once.',
    unsupported:
      'This browser cannot show notifications here. They need https, and on a phone often an installed app.',
  },
};
