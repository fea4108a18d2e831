export type TickState = 'clock' | 'accepted' | 'stored' | 'read';

const TEXTS: Record<TickState, string> = {
  clock: 'Waiting to be sent',
  accepted: 'Sent',
  stored: 'Stored',
  read: 'Read by everyone',
};

const SHAPES: Record<TickState, string> = {
  clock: 'M10 2.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 5.5V9l2.5 1.8',
  accepted: 'M5 9.5l3.5 3.5L15.5 5',
  stored: 'M1.5 9.5L5 13l7-8M8.8 12.2l.8.8 7-8',
  read: 'M1.5 9.5L5 13l7-8M8.8 12.2l.8.8 7-8',
};

/** How far an own message has come: by shape, by colour and in words. */
export const Tick = ({ state }: { state: TickState }) => (
  <span className="tick" data-testid="tick" data-state={state} title={TEXTS[state]}>
    <svg viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <path d={SHAPES[state]} />
    </svg>
    <span className="visually-hidden">{TEXTS[state]}</span>
  </span>
);
