import { FAULTS } from './run-result.js';
import type { Counted, Report } from './thread/protocol.js';

/** Where all threads together stand. */
export type Totals = Omit<Report, 'clocks'>;

const NUMBERS = [
  ...([
    'connections',
    'sending',
    'inFlight',
    'reading',
    'catchingUp',
    'behind',
    'achieved',
    'messages',
  ] as const),
  ...(['expectedArrivals', 'arrivals', 'reconnects', 'resumed', 'gaps'] as const),
];

export function totalsOf(reports: readonly Totals[]): Totals {
  const sum = (of: (report: Totals) => number) => reports.reduce((total, report) => total + of(report), 0);
  const counted = (of: (report: Totals) => Counted): Counted => ({
    asked: sum((report) => of(report).asked),
    accepted: sum((report) => of(report).accepted),
    refused: sum((report) => of(report).refused),
    delivered: sum((report) => of(report).delivered),
    stored: sum((report) => of(report).stored),
    edits: sum((report) => of(report).edits),
    reads: sum((report) => of(report).reads),
  });
  const whys = new Set(reports.flatMap(({ errors }) => Object.keys(errors)));
  return {
    ...(Object.fromEntries(NUMBERS.map((name) => [name, sum((report) => report[name])])) as Pick<
      Totals,
      (typeof NUMBERS)[number]
    >),
    whole: counted((report) => report.whole),
    steady: counted((report) => report.steady),
    errors: Object.fromEntries([...whys].map((why) => [why, sum(({ errors }) => errors[why] ?? 0)])),
    faults: Object.fromEntries(
      FAULTS.map((fault) => [fault, sum(({ faults }) => faults[fault])]),
    ) as Totals['faults'],
  };
}

/** Nothing is under way any more: all is answered, has come to everybody, and is stored. */
export function isQuiet(totals: Totals, users: number): boolean {
  return (
    totals.sending === 0 &&
    totals.inFlight === 0 &&
    totals.reading === 0 &&
    totals.catchingUp === 0 &&
    totals.connections === users &&
    totals.arrivals >= totals.expectedArrivals &&
    totals.whole.stored >= totals.messages
  );
}
