/** How figures are written, wherever people read them. */

/** Three digits that count: 0.31, 4.2, 18, 1,240. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The same, or a dash for what was not measured. */
export const known = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '–' : figure(value);

/** '+12 %', '−3.4 %', '±0 %'; a dash where there is nothing to compare with. */
export function change(before: number | null, after: number | null): string {
  if (before === null || after === null) return '–';
  if (before === after) return '±0 %';
  if (before === 0) return 'new';
  const percent = ((after - before) / Math.abs(before)) * 100;
  const size = Math.abs(percent);
  const text = size < 0.05 ? '0' : size < 10 ? size.toFixed(1) : Math.round(size).toLocaleString('en');
  return text === '0' ? '±0 %' : `${percent > 0 ? '+' : '−'}${text} %`;
}

/** '1 sender', '2 senders'. */
export const several = (n: number, thing: string): string =>
  `${n.toLocaleString('en')} ${thing}${n === 1 ? '' : 's'}`;
