const PATHS = {
  plus: 'M12 5v14M5 12h14',
  leave: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-8-6 16-3-7-7-1z',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.2.8 3.5 2.9 3.5 5.5',
  chats: 'M4 5h12v9H9l-4 4v-4H4zM19 9h1v9h-1v3l-3-3h-5',
} as const;

/** Decoration: whatever carries it has a name of its own. */
export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
