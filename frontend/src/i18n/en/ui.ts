export const ui = {
  close: 'Close',
  cancel: 'Cancel',
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
