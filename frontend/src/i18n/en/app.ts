export const app = {
  opening: 'Opening…',
  unreachable: 'The server cannot be reached. Trying again…',
  sidebar: 'Your chats',
  skip: 'Skip to the messages',
  newChat: 'New chat',
  state: {
    starting: 'Connecting…',
    connecting: 'Connecting…',
    online: 'Online',
    offline: 'Offline',
    waiting_one: '{{count}} waiting',
    waiting_other: '{{count}} waiting',
  },
  connection: {
    connecting: 'Connecting…',
    online: 'Online',
    offline: 'You are offline.',
    willBeSent_one: '{{count}} message will be sent when you are back.',
    willBeSent_other: '{{count}} messages will be sent when you are back.',
  },
  menu: {
    label: 'Menu',
    settings: 'Settings',
    shortcuts: 'Keyboard shortcuts',
    diagnostics: 'Diagnostics',
    graphiql: 'GraphiQL',
    signOut: 'Sign out',
  },
  signOut: {
    title: 'Sign out now?',
    waiting_one:
      '{{count}} message has not been sent yet. It stays on this device and is sent the next time you sign in here.',
    waiting_other:
      '{{count}} messages have not been sent yet. They stay on this device and are sent the next time you sign in here.',
  },
  empty: {
    title: 'Choose a chat',
    text: 'Pick one from the list, or start a new one.',
  },
  announce: {
    here: '{{author}}: {{text}}',
    direct: 'New message from {{author}}',
    group: 'New message from {{author}} in {{chat}}',
  },
};
