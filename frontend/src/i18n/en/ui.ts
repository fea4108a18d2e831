export const ui = {
  languageMissing: 'This language could not be loaded. Try again.',
  language: 'Language',
  close: 'Close',
  cancel: 'Cancel',
  password: { show: 'Show password', hide: 'Hide password', capsLock: 'Caps Lock is on.' },
  unread_one: '{{count}} unread',
  unread_other: '{{count}} unread',
  presence: { online: 'Online', away: 'Away' },
  tick: {
    clock: 'Waiting to be sent',
    accepted: 'Sent',
    stored: 'Stored',
    read: 'Read by everyone',
  },
};
