export const app = {
  opening: 'Opening…',
  missing: 'A part of this page could not be loaded.',
  reload: 'Reload',
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
  stranded: {
    bar_one: '{{count}} message could not be sent.',
    bar_other: '{{count}} messages could not be sent.',
    show: 'Show',
    title: 'Not sent',
    text: 'The chat they were written in is deleted, or you are not in it any more. They are kept on this device until you delete them.',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not let it be copied.',
    delete: 'Delete',
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
      '{{count}} message has not been sent yet. It stays on this device and is sent the next time this account is signed in here.',
    waiting_other:
      '{{count}} messages have not been sent yet. They stay on this device and are sent the next time this account is signed in here.',
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
