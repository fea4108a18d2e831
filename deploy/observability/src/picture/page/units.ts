/** So many, and how Grafana calls so many of the unit. */
type Rung = readonly [size: number, ending: string];

const powersOf = (base: number, endings: readonly string[]): Rung[] =>
  endings.map((ending, power) => [base ** power, ending]);

/** Grafana's units that the dashboards use, each from small to large. */
const UNITS = {
  short: powersOf(1_000, ['', ' K', ' Mil', ' Bil', ' Tri']),
  ops: powersOf(1_000, [' ops/s', 'K ops/s', 'M ops/s', 'B ops/s', 'T ops/s']),
  bytes: powersOf(1_024, [' B', ' KiB', ' MiB', ' GiB', ' TiB']),
  percentunit: [[0.01, '%']] as Rung[],
  s: [
    [1e-9, ' ns'],
    [1e-6, ' µs'],
    [1e-3, ' ms'],
    [1, ' s'],
    [60, ' min'],
    [3_600, ' hour'],
    [86_400, ' day'],
  ] as Rung[],
};

export type KnownUnit = keyof typeof UNITS;

export const isKnownUnit = (unit: unknown): unit is KnownUnit =>
  typeof unit === 'string' && Object.hasOwn(UNITS, unit);

/** A number as Grafana writes it, with three digits that tell something: `12.3 ms`, `4.56K ops/s`. */
export function formatted(value: number, unit: KnownUnit): string {
  const [size, ending] = rungOf(value, UNITS[unit]);
  return `${written(rounded(value / size))}${ending}`;
}

/** The largest that the value reaches when it is rounded: 999.6 is `1 K`, not `1000`. Zero is told in ones. */
function rungOf(value: number, rungs: readonly Rung[]): Rung {
  if (value === 0) return rungs.find(([size]) => size >= 1) ?? rungs[0]!;
  return rungs.findLast(([size]) => Math.abs(rounded(value / size)) >= 1) ?? rungs[0]!;
}

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));

/** Without zeros that tell nothing, and what is tiny without an exponent. */
function written(value: number): string {
  const text = String(value);
  const [, power] = /e-(\d+)$/.exec(text) ?? [];
  return power === undefined ? text : value.toFixed(Math.min(Number(power) + 2, 100)).replace(/\.?0+$/, '');
}
