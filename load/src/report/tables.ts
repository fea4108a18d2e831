import { FAULTS, type Offender, type ProcessUsage, type RunResult } from '../engine/run-result.js';
import { CLOCKS, STATISTICS } from '../verdict/metric.js';
import { type Outcome } from '../verdict/threshold.js';
import { FAULT_NAMES } from '../verdict/verdict.js';
import { CLOCK_NAMES } from './charts.js';
import { figure, known } from './figures.js';
import { markup, type Markup } from './markup.js';
import { optionRows } from './option-rows.js';
import { meanCores, mostCores, peakMb } from './usage-figures.js';

type Cell = string | Markup;

/** A table that can be scrolled by keyboard where it is wider than the page. The first cell of a row is its heading. */
function table(
  label: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  kind = '',
): Markup {
  return markup`<div class="table ${kind}" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => markup`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...rest]) =>
            markup`<tr>
              <th scope="row">${first!}</th>
              ${rest.map((cell) => markup`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const good = (text: string): Markup => markup`<span class="good-text">✔ ${text}</span>`;
const bad = (text: string): Markup => markup`<span class="bad-text">✖ ${text}</span>`;

export function latencyTable({ latency }: RunResult): Markup {
  const rows = CLOCKS.map((clock) => {
    const { count, min } = latency[clock];
    const cells = [min, ...STATISTICS.map((name) => latency[clock][name])];
    return [CLOCK_NAMES[clock], figure(count), ...cells.map((ms) => known(count === 0 ? null : ms))];
  });
  const names = STATISTICS.map((name) => (name === 'p999' ? 'p99.9' : name));
  return table('Latency in milliseconds', ['milliseconds', 'count', 'min', ...names], rows);
}

export function thresholdTable(outcomes: readonly Outcome[]): Markup {
  const rows = outcomes.map(({ threshold, actual, holds }) => [
    threshold.text,
    known(actual),
    holds ? good('holds') : bad(actual === null ? 'nothing was measured' : 'does not hold'),
  ]);
  return table('Thresholds', ['threshold', 'seen', ''], rows);
}

export function faultTable({ correctness, unchecked }: RunResult): Markup {
  const found = (count: number | null): Cell =>
    count === null ? 'not looked at' : count === 0 ? good('0') : bad(figure(count));
  const rows: Cell[][] = FAULTS.map((fault) => [`messages ${FAULT_NAMES[fault]}`, found(correctness[fault])]);
  const unknown = unchecked.map((what) => [what, 'not checked']);
  return table('Correctness', ['checked, for the whole run', 'found'], [...rows, ...unknown]);
}

export function offenderTable(offenders: readonly Offender[]): Markup {
  const rows = offenders.map(({ fault, detail, chatId, messageId, seq, userId, sender, receiver }) => [
    FAULT_NAMES[fault],
    detail,
    ...[chatId, seq, messageId, userId, sender, receiver].map((value) => String(value ?? '–')),
  ]);
  return table(
    'What is wrong',
    ['fault', 'what', 'chat', 'seq', 'message', 'user', 'sender', 'receiver'],
    rows,
    'words',
  );
}

export function countTable({ counts }: RunResult): Markup {
  const rows: [string, number][] = [
    ['operations asked for', counts.asked],
    ['accepted', counts.accepted],
    ['refused (whole run)', counts.refused],
    ['deliveries', counts.delivered],
    ['stored', counts.stored],
    ['edits', counts.edits],
    ['read receipts', counts.reads],
    ['sockets that came back (whole run)', counts.reconnects],
    ['events that came by resuming (whole run)', counts.resumed],
    ['holes in a subscription, filled (whole run)', counts.gaps],
    ['uncertain: no answer, or an internal error (whole run)', counts.uncertain],
  ];
  return table(
    'Counts',
    ['steady phase', 'count'],
    rows.map(([name, count]) => [name, figure(count)]),
  );
}

export function errorTable({ errors }: RunResult): Markup {
  const rows = Object.entries(errors).map(([kind, count]) => [kind, figure(count)]);
  return table('Errors', ['refusal or network error, whole run', 'count'], rows);
}

export function processTable(processes: readonly ProcessUsage[]): Markup {
  const rows = processes.map((process) => [
    process.name,
    figure(process.cpuSeconds),
    ...[meanCores, mostCores, peakMb].map((of) => known(of(process))),
  ]);
  return table('Processes', ['process', 'CPU seconds', 'cores, mean', 'cores, most', 'peak MB'], rows);
}

export function conditionTable(result: RunResult): Markup {
  const { machine, commit, target, startedAt, generator } = result;
  const rows = [
    ...optionRows(result.options),
    ['target', target],
    ['commit', commit ?? 'not known'],
    ['begun', startedAt],
    ['machine', `${machine.cpus} × ${machine.model}, ${figure(machine.memoryMb)} MB, Node ${machine.node}`],
    [
      'generator',
      `event loop late by ${figure(generator.p99EventLoopLagMs)} ms (p99) and ${figure(generator.maxEventLoopLagMs)} ms at most; ${figure(generator.cpuShare * 100)} % of the processors`,
    ],
  ];
  return table('Options and machine', ['what', 'value'], rows, 'words');
}
