import pc from 'picocolors';
import { FAULTS, type Offender, type ProcessUsage, type RunResult } from '../engine/run-result.js';
import { figure, known } from '../report/figures.js';
import { meanCores, peakMb } from '../report/usage-figures.js';
import { CLOCKS, STATISTICS } from '../verdict/metric.js';
import { describeOutcome, type Outcome } from '../verdict/threshold.js';
import { FAULT_NAMES, HEADLINES, type Verdict } from '../verdict/verdict.js';
import { textTable } from './text-table.js';

const MOST_OFFENDERS = 10;

/** What people read at the end of a run. */
export function summary(result: RunResult, outcomes: readonly Outcome[], verdict: Verdict): string {
  const { counts, rate, generator } = result;
  return [
    '',
    latencies(result),
    '',
    `  rate         ${figure(rate.achieved)} of ${figure(rate.asked)} operations a second`,
    `  operations   ${figure(counts.accepted)} accepted, ${figure(counts.refused)} refused, ${figure(counts.delivered)} deliveries, ${figure(counts.stored)} stored`,
    `               ${figure(counts.edits)} edits, ${figure(counts.reads)} read receipts, ${figure(counts.reconnects)} reconnects, ${figure(counts.resumed)} events by resume, ${figure(counts.gaps)} holes filled, ${figure(counts.uncertain)} uncertain`,
    ...errors(result),
    `  correctness  ${FAULTS.map((fault) => faultCell(result, fault)).join(' · ')}`,
    ...result.unchecked.map((what) => pc.yellow(`               not checked: ${what}`)),
    ...outcomes.map((outcome, n) => `  ${(n === 0 ? 'thresholds' : '').padEnd(12)} ${outcomeLine(outcome)}`),
    '',
    ...(result.processes.length > 0 ? [processes(result.processes), ''] : []),
    `  generator    event loop late by ${figure(generator.p99EventLoopLagMs)} ms (p99), ${figure(generator.maxEventLoopLagMs)} ms at most; ${figure(generator.cpuShare * 100)} % of the processors`,
    ...offenders(result.correctness.offenders),
    '',
    headline(verdict),
  ].join('\n');
}

function latencies({ latency }: RunResult): string {
  const rows = CLOCKS.map((clock) => {
    const { count } = latency[clock];
    const cells = STATISTICS.map((name) => known(count === 0 ? null : latency[clock][name]));
    return [clock, figure(count), ...cells];
  });
  return textTable([['milliseconds', 'count', ...STATISTICS.map(statisticName)], ...rows]);
}

/** p999 is read as p99.9. */
const statisticName = (name: string): string => (name === 'p999' ? 'p99.9' : name);

function errors({ errors }: RunResult): string[] {
  const kinds = Object.entries(errors).map(([kind, n]) => `${kind} ${figure(n)}`);
  return kinds.length === 0 ? [] : [pc.yellow(`  errors       ${kinds.join(', ')}`)];
}

function faultCell({ correctness }: RunResult, fault: (typeof FAULTS)[number]): string {
  const count = correctness[fault];
  // A 0 would say that somebody has looked.
  if (count === null) return pc.yellow('dead letters: not looked at');
  const text = `${figure(count)} ${FAULT_NAMES[fault]}`;
  return count > 0 ? pc.red(`✖ ${text}`) : pc.dim(text);
}

function outcomeLine(outcome: Outcome): string {
  const text = describeOutcome(outcome);
  return outcome.holds ? `${pc.green('✔')} ${text}` : pc.red(`✖ ${text}`);
}

function processes(usages: readonly ProcessUsage[]): string {
  const rows = usages.map((usage) => [
    usage.name,
    figure(usage.cpuSeconds),
    known(meanCores(usage)),
    known(peakMb(usage)),
  ]);
  return textTable([['process', 'CPU s', 'cores', 'peak MB'], ...rows]);
}

/** The first of what is wrong, as lines under a heading; none where nothing is. */
export function offenders(found: readonly Offender[]): string[] {
  if (found.length === 0) return [];
  const lines = found.slice(0, MOST_OFFENDERS).map((offender) => `    ${describeOffender(offender)}`);
  return ['', pc.red(`  The first ${lines.length} of what is wrong:`), ...lines];
}

/** One fault with everything that helps to follow it up. */
function describeOffender({ fault, detail, chatId, ...where }: Offender): string {
  const { messageId, seq, userId, sender, receiver } = where;
  const named = Object.entries({ chat: chatId, seq, message: messageId, user: userId, sender, receiver });
  const known = named.filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value}`);
  return `${FAULT_NAMES[fault]}: ${detail} (${known.join(', ')})`;
}

function headline({ kind, reasons }: Verdict): string {
  const lines = [
    `${kind === 'passed' ? '✔' : '✖'} ${HEADLINES[kind]}`,
    ...reasons.map((reason) => `  ${reason}`),
  ];
  const text = lines.map((line) => `  ${line}`).join('\n');
  return kind === 'passed' ? pc.green(text) : pc.red(pc.bold(text));
}
