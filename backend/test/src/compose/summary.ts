import type { Outcome } from './step.js';

const MARKS = { kept: '✔', broken: '✖', notRun: '–' };
const LONGEST_TOLD = 100;

/** The steps as a table: mark, name, seconds, what there is to tell. */
export function summary(outcomes: readonly Outcome[]): string {
  const widest = Math.max(...outcomes.map(({ name }) => name.length));
  const lines = outcomes.map(({ name, seconds, isKept, told }) => {
    const mark = isKept === undefined ? MARKS.notRun : isKept ? MARKS.kept : MARKS.broken;
    const [first = ''] = told.split('\n');
    const short = first.length > LONGEST_TOLD ? `${first.slice(0, LONGEST_TOLD)}…` : first;
    return `  ${mark} ${name.padEnd(widest)}  ${seconds.toFixed(1).padStart(6)} s  ${short}`;
  });
  const broken = outcomes.filter(({ isKept }) => isKept === false).length;
  const notRun = outcomes.filter(({ isKept }) => isKept === undefined).length;
  const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
  const verdict = broken === 0 ? 'every promise kept' : `${broken} not kept`;
  const left = notRun === 0 ? '' : `, ${notRun} not run`;
  return `${lines.join('\n')}\n\n  ${outcomes.length - notRun} steps in ${total.toFixed(0)} s: ${verdict}${left}`;
}
