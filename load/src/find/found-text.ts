import { known, figure } from '../report/figures.js';
import { markdownTable } from '../report/markdown-table.js';
import type { Found, Step } from './find.js';

/** All steps as a table, in order of their rates, and what they come to. */
export function foundText({ slo, knee, steps }: Found): string {
  const rows = [...steps].sort((a, b) => a.rate - b.rate).map(row);
  const head = ['rate', 'achieved', 'accepted p99', 'delivery p99', 'stored p99', 'what became of it'];
  return [markdownTable(head, rows), '', conclusion(slo, knee)].join('\n');
}

function row({ rate, trial, verdict, result: { rate: seen, latency } }: Step): string[] {
  const p99 = ({ count, p99 }: { count: number; p99: number }): string => known(count === 0 ? null : p99);
  const clocks = [latency.accepted, latency.delivery, latency.stored].map(p99);
  return [figure(rate), figure(seen.achieved), ...clocks, [WORDS[trial], ...verdict.reasons].join(': ')];
}

const WORDS = { held: '✔ held', missed: '✖ missed', wrong: '✖ wrong', stopped: 'stopped' };

function conclusion(slo: readonly string[], { highestHeld, lowestBroken, endedBy }: Found['knee']): string {
  const objective = slo.join(' and ');
  const held = highestHeld === null ? 'no rate at all' : `${figure(highestHeld)} operations a second`;
  if (endedBy === 'most') return `${objective} holds at ${held}, the most that was tried (see --most).`;
  if (endedBy === 'wrong')
    return `The search ended at ${known(lowestBroken)}/s, where messages were wrong; ${objective} held at ${held}.`;
  const broke = lowestBroken === null ? '' : `, and no longer at ${figure(lowestBroken)}`;
  return `${endedBy === 'stopped' ? 'Stopped early. ' : ''}${objective} holds at ${held}${broke}.`;
}
