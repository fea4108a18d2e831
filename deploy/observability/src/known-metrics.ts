import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './places.js';

export interface KnownMetric {
  type: string;
  /** Those of its own; every sample also has `service` and `instance`. null: Node's own, whose are not listed. */
  labels: string[] | null;
  /** '' where nothing is told. */
  help: string;
}

/** Every metric that the processes really have: docs/metrics.md, which a test compares with a running stack. */
export function knownMetrics(): Map<string, KnownMetric> {
  const known = new Map<string, KnownMetric>();
  let columns: string[] = [];
  for (const line of readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8').split('\n')) {
    const row = cells(line);
    if (row[0] === 'name') columns = row;
    const name = /^`(\w+)`$/.exec(row[0] ?? '')?.[1];
    if (name === undefined) continue;
    const cell = (column: string) => row[columns.indexOf(column)];
    known.set(name, {
      type: cell('type') ?? '',
      labels: cell('labels')?.match(/\w+/g) ?? (columns.includes('labels') ? [] : null),
      help: cell('what it tells') ?? '',
    });
  }
  return known;
}

/** The metric that a series belongs to: a histogram's series are told apart by their endings. */
export function metricOf(series: string, known: ReadonlyMap<string, KnownMetric>): KnownMetric | undefined {
  const histogram = known.get(series.replace(/_(bucket|sum|count)$/, ''));
  return known.get(series) ?? (histogram?.type === 'histogram' ? histogram : undefined);
}

/** The cells of a row of a Markdown table; a bar within a cell is written `\|`. */
function cells(line: string): string[] {
  if (!line.startsWith('|')) return [];
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
