import { differenceInCalendarDays, isToday, startOfDay } from 'date-fns';
import { localeOf } from '../i18n/languages';
import { useLanguage } from '../i18n/use-texts';

const FORMATS = {
  clock: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOfYear: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short' },
  full: { dateStyle: 'medium', timeStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a formatter costs far more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(style: keyof typeof FORMATS, language: string, instant: string | number): string {
  const key = `${language} ${style}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(localeOf(language), FORMATS[style]);
  formatters.set(key, known);
  return known.format(new Date(instant));
}

/** The calendar day of an instant where the reader is, as a number that can be compared. */
export const dayOf = (instant: string | number): number => startOfDay(new Date(instant)).getTime();

/** An instant to the second, e.g. for a title. */
export const fullTime = (instant: string | number, language: string): string =>
  format('full', language, instant);

/** The time of day to the second. */
export const clockSeconds = (instant: string | number, language: string): string =>
  format('seconds', language, instant);

/** "today", "yesterday", the weekday and date, or the date with its year. */
export function dayName(instant: string, language: string): string {
  const days = differenceInCalendarDays(Date.now(), new Date(instant));
  if (days === 0 || days === 1) {
    const name = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  }
  return format(days < 300 ? 'day' : 'dayOfYear', language, instant);
}

export function ClockTime({ instant }: { instant: string }) {
  const language = useLanguage();
  return (
    <time dateTime={instant} title={fullTime(instant, language)}>
      {format('clock', language, instant)}
    </time>
  );
}

/** The time if it was today, the weekday within a week, otherwise the day. */
export function ActivityTime({ instant }: { instant: string }) {
  const language = useLanguage();
  const isNear = differenceInCalendarDays(Date.now(), new Date(instant)) < 7;
  const style = isToday(new Date(instant)) ? 'clock' : isNear ? 'weekday' : 'shortDay';
  return <time dateTime={instant}>{format(style, language, instant)}</time>;
}

export function DayName({ instant }: { instant: string }) {
  return <time dateTime={instant}>{dayName(instant, useLanguage())}</time>;
}

export function FullTime({ instant }: { instant: string | number }) {
  return <time dateTime={new Date(instant).toISOString()}>{fullTime(instant, useLanguage())}</time>;
}
