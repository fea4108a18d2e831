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
  const rungs = UNITS[unit];
  const one = rungs.find(([size]) => size >= 1) ?? rungs[0]!;
  const [size, ending] =
    value === 0 ? one : (rungs.findLast(([least]) => Math.abs(value) >= least) ?? rungs[0]!);
  return `${rounded(value / size)}${ending}`;
}

/** Without an exponent, and without zeros that tell nothing. */
const rounded = (value: number): string =>
  String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
