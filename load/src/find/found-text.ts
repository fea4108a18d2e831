import { known, figure } from '../report/figures.js';
import { markdownTable } from '../report/markdown-table.js';
import type { Found, Step } from './find.js';

/** All steps as a table, in order of their rates, and what they come to. */
export function foundText(found: Found): string {
  const rows = [...found.steps].sort((a, b) => a.rate - b.rate).map(row);
  const head = ['rate', 'achieved', 'accepted p99', 'delivery p99', 'stored p99', 'what became of it'];
  return [markdownTable(head, rows, [head.length - 1]), '', conclusion(found)].join('\n');
}

function row({ rate, trial, verdict, shortfalls, result: { rate: seen, latency } }: Step): string[] {
  const p99 = ({ count, p99 }: { count: number; p99: number }): string => known(count === 0 ? null : p99);
  const clocks = [latency.accepted, latency.delivery, latency.stored].map(p99);
  return [
    figure(rate),
    figure(seen.achieved),
    ...clocks,
    [WORDS[trial], ...verdict.reasons, ...shortfalls].join('; '),
  ];
}

const WORDS = { held: '✔ held', missed: '✖ missed', wrong: '✖ wrong', stopped: 'stopped' };

function conclusion({ slo, knee, steps }: Found): string {
  const { highestHeld, lowestBroken, endedBy } = knee;
  const objective = slo.join(' and ');
  const held = highestHeld === null ? 'at no rate' : `at ${figure(highestHeld)} operations a second`;
  switch (endedBy) {
    case 'most':
      return `${objective} holds ${held}, the most that was tried (see --most).`;
    case 'wrong':
      return `At ${known(lowestBroken)} operations a second messages were wrong. ${objective} held ${held}.`;
    case 'stopped':
      return `Stopped early: so far, ${objective} holds ${held}.`;
    case 'found':
      return `${objective} holds ${held}, and no longer at ${known(lowestBroken)}.${whoBroke(steps, lowestBroken)}`;
  }
}

/** A knee that is the generator's own is none of Converge's. */
function whoBroke(steps: readonly Step[], rate: number | null): string {
  const broken = steps.filter((step) => step.rate === rate);
  const isOurs = broken.length > 0 && broken.every(({ result }) => !result.isValid);
  return isOurs
    ? '\nThere the generator was the bottleneck: on another machine, or with more --threads, Converge may take more.'
    : '';
}
