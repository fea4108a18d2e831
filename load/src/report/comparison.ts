import type { ProcessUsage, RunResult } from '../engine/run-result.js';
import { faultCount } from '../verdict/verdict.js';
import { isLatency, METRICS } from '../verdict/metric.js';
import { change, known } from './figures.js';
import { markdownTable } from './markdown-table.js';
import { optionRows } from './option-rows.js';
import { peakMb } from './usage-figures.js';

/** A run with the name that people know it by: its file. */
export interface NamedRun {
  name: string;
  result: RunResult;
}

/** Two runs side by side as Markdown, and above the table what makes them hard to compare. */
export function compareRuns(before: NamedRun, after: NamedRun): string {
  const rows = [...metricRows(before.result, after.result), ...processRows(before.result, after.result)];
  return [
    `# ${before.name} → ${after.name}`,
    '',
    `${before.name}: ${describe(before.result)}  `,
    `${after.name}: ${describe(after.result)}`,
    '',
    ...warnings(before, after).map((warning) => `> ⚠ ${warning}\n`),
    markdownTable(
      ['metric', before.name, after.name, 'change'],
      rows.map(([name, a, b]) => [name, known(a), known(b), change(a, b)]),
    ),
    '',
  ].join('\n');
}

type Row = [name: string, before: number | null, after: number | null];

const describe = ({ startedAt, commit, target }: RunResult): string =>
  `${startedAt}, commit ${commit?.slice(0, 8) ?? 'not known'}, ${target}`;

const metricRows = (before: RunResult, after: RunResult): Row[] =>
  [...METRICS].map(([name, read]) => [isLatency(name) ? `${name} ms` : name, read(before), read(after)]);

function processRows(before: RunResult, after: RunResult): Row[] {
  const names = [...new Set([...before.processes, ...after.processes].map(({ name }) => name))].sort();
  const of = ({ processes }: RunResult, name: string): ProcessUsage | undefined =>
    processes.find((process) => process.name === name);
  const peak = (process: ProcessUsage | undefined): number | null => (process ? peakMb(process) : null);
  return names.flatMap((name): Row[] => [
    [`${name} CPU s`, of(before, name)?.cpuSeconds ?? null, of(after, name)?.cpuSeconds ?? null],
    [`${name} peak MB`, peak(of(before, name)), peak(of(after, name))],
  ]);
}

function warnings(before: NamedRun, after: NamedRun): string[] {
  const differ = (what: string, a: string, b: string): string[] =>
    a === b ? [] : [`They differ in ${what}: ${a} and ${b}.`];
  const [a, b] = [before.result, after.result];
  const later = new Map(optionRows(b.options));
  const machine = ({ machine: { cpus, model, memoryMb } }: RunResult): string =>
    `${cpus} × ${model} with ${Math.round(memoryMb / 1_024)} GB`;
  return [
    ...optionRows(a.options).flatMap(([name, value]) => differ(name, value, later.get(name)!)),
    ...differ('machine', machine(a), machine(b)),
    ...differ('Node', a.machine.node, b.machine.node),
    ...[before, after].flatMap(({ name, result }) => [
      ...(result.isValid ? [] : [`${name} is invalid: ${result.invalidBecause.join('; ')}.`]),
      ...(faultCount(result) > 0
        ? [`${name} has ${faultCount(result)} wrong messages: its speed is worth nothing.`]
        : []),
    ]),
  ];
}
