import { useLanguage } from '../../i18n/use-texts';

/** What a number counts; `share` is one of 1, `bytes` are shown as megabytes. */
export type FigureKind = 'count' | 'rate' | 'milliseconds' | 'share' | 'bytes' | 'age';

const unit = (name: string, digits: number): Intl.NumberFormatOptions => ({
  style: 'unit',
  unit: name,
  unitDisplay: 'short',
  maximumFractionDigits: digits,
});
const FORMATS = {
  count: { maximumFractionDigits: 0 },
  rate: { maximumFractionDigits: 1 },
  milliseconds: unit('millisecond', 1),
  share: { style: 'percent', maximumFractionDigits: 0 },
  megabytes: unit('megabyte', 0),
  seconds: unit('second', 0),
  minutes: unit('minute', 0),
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** Making a formatter costs far more than using it. */
const formatters = new Map<string, Intl.NumberFormat>();

function format(name: keyof typeof FORMATS, language: string, value: number): string {
  const key = `${language} ${name}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(language, FORMATS[name]);
  formatters.set(key, known);
  return known.format(value);
}

/** A number as people write it in this language. */
export function figureText(kind: FigureKind, value: number, language: string): string {
  if (kind === 'bytes') return format('megabytes', language, value / 1e6);
  return kind === 'age' ? ageText(value, language) : format(kind, language, value);
}

/** In the unit that leaves the fewest digits: an age of milliseconds may be one of hours when nothing is stored. */
function ageText(ms: number, language: string): string {
  if (ms < 1_000) return format('milliseconds', language, Math.round(ms));
  return ms < 120_000 ? format('seconds', language, ms / 1_000) : format('minutes', language, ms / 60_000);
}

/** A dash for what is not known. */
export function Figure({ kind, value }: { kind: FigureKind; value: number | null }) {
  const language = useLanguage();
  if (value === null) return <span className="text-quiet">–</span>;
  return <bdi>{figureText(kind, value, language)}</bdi>;
}
