import { useTranslation } from 'react-i18next';

/** A duration as people write it in the chosen language; a dash for what is not known. */
export function Milliseconds({ value }: { value: number | null }) {
  const { language } = useTranslation('diagnostics').i18n;
  if (value === null) return <span className="text-quiet">–</span>;
  return <bdi>{formatterOf(language).format(Math.round(value))}</bdi>;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(language: string): Intl.NumberFormat {
  const known =
    formatters.get(language) ??
    new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', unitDisplay: 'short' });
  formatters.set(language, known);
  return known;
}
