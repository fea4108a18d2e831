/** What processes say at /metrics, as docs/metrics.md lists it. */
const INTRODUCTION = `# Metrics

What each process says at \`/metrics\`, as a running stack says it: \`npm test -- seeing-inside\` fails when this page is not that, and with \`WRITE_METRICS=1\` writes it. Every sample also has \`service\` and \`instance\`. The three clocks of a message are \`converge_accepted_seconds\`, \`converge_delivered_seconds\` and \`converge_persisted_seconds\`.
`;

interface Metric {
  name: string;
  type: string;
  help: string;
  services: Set<string>;
  labels: Set<string>;
}

/** Labels that every sample has, and those of a histogram's buckets. */
const UNTOLD = new Set(['service', 'instance', 'le']);

/** The page about all that these scrapes tell; in the form that Prettier gives it. */
export function metricsPage(scrapes: readonly string[]): string {
  const metrics = [...metricsIn(scrapes).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const [ours, others] = [true, false].map((isOurs) =>
    metrics.filter(({ name }) => name.startsWith('converge_') === isOurs),
  ) as [Metric[], Metric[]];
  const oursTable = ours.map(({ name, type, services, labels, help }) => [
    ...[code(name), type, [...services].sort().join(', '), [...labels].map(code).join(', '), help],
  ]);
  const othersTable = others.map(({ name, type, help }) => [code(name), type, help]);
  return [
    INTRODUCTION,
    '## Ours\n',
    table(['name', 'type', 'said by', 'labels', 'what it tells'], oursTable),
    "## Node's own, said by every process\n",
    table(['name', 'type', 'what it tells'], othersTable),
  ].join('\n');
}

function metricsIn(scrapes: readonly string[]): Map<string, Metric> {
  const metrics = new Map<string, Metric>();
  for (const scrape of scrapes) {
    let current: Metric | undefined;
    for (const line of scrape.split('\n')) {
      const [, name, help] = /^# HELP (\S+) (.*)$/.exec(line) ?? [];
      if (name !== undefined && help !== undefined) {
        current = metrics.get(name) ?? { name, type: '', help, services: new Set(), labels: new Set() };
        metrics.set(name, current);
      } else if (current) readLine(current, line);
    }
  }
  return metrics;
}

function readLine(metric: Metric, line: string): void {
  const type = /^# TYPE \S+ (\w+)$/.exec(line)?.[1];
  if (type !== undefined) metric.type = type;
  if (line.startsWith('#')) return;
  for (const [, label, value] of line.matchAll(/(\w+)="([^"]*)"/g)) {
    if (label === 'service') metric.services.add(value!);
    if (!UNTOLD.has(label!)) metric.labels.add(label!);
  }
}

const code = (text: string) => `\`${text}\``;

function table(head: string[], rows: string[][]): string {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(head), rule, ...rows.map(line), ''].join('\n');
}
