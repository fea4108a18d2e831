const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const SHORT_DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const DAY_MS = 86_400_000;

/** The calendar day of an instant where the reader is, as a number that can be compared. */
export function dayOf(instant: string | number): number {
  const date = new Date(instant);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "today", "yesterday", or the date. */
export function nameOfDay(instant: string): string {
  const days = Math.round((dayOf(Date.now()) - dayOf(instant)) / DAY_MS);
  return days === 0 || days === 1 ? RELATIVE.format(-days, 'day') : DAY.format(new Date(instant));
}

export const ClockTime = ({ instant }: { instant: string }) => (
  <time dateTime={instant}>{CLOCK.format(new Date(instant))}</time>
);

/** The time if it was today, otherwise the day. */
export function ActivityTime({ instant }: { instant: string }) {
  const isToday = dayOf(instant) === dayOf(Date.now());
  return <time dateTime={instant}>{(isToday ? CLOCK : SHORT_DAY).format(new Date(instant))}</time>;
}
