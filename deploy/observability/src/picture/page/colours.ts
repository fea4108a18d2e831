/** Grafana's colours that a threshold has by name. */
const NAMED: Readonly<Record<string, string>> = { blue: '#5794f2', green: '#73bf69', red: '#f2495c' };

/** The first of those that Grafana gives to lines in turn. */
const IN_TURN = [
  ...['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#705da0', '#37872d'],
  ...['#fade2a', '#447ebc', '#c15c17', '#890f02', '#0a437c', '#6d1f62', '#584477', '#b7dbab', '#f4d598'],
];

/** A colour by Grafana's name; undefined where it is none that we know. */
export const named = (name: string): string | undefined => NAMED[name];

/** The colour of the line with this number, from 0 on. */
export const inTurn = (at: number): string => IN_TURN[at % IN_TURN.length]!;

/** A `#rrggbb` that one can see through. */
export const faded = (colour: string, percent: number): string =>
  colour +
  Math.round((percent / 100) * 255)
    .toString(16)
    .padStart(2, '0');
