import { describe, expect, test } from '@jest/globals';
import { alerts } from './alerts.js';
import { PLANS } from './dashboards.js';
import { knownMetrics, metricOf } from './known-metrics.js';
import { readPromql } from './promql.js';

const known = knownMetrics();
/** Prometheus makes them itself. */
const ITS_OWN = new Map([
  ['up', ['job']],
  ['ALERTS', ['alertname', 'alertstate', 'severity']],
]);
/** Every sample has them. */
const EVERYWHERE = ['service', 'instance'];

/** The labels that a series can have; null: any. Undefined where nobody tells such a series. */
function labelsOf(series: string): string[] | null | undefined {
  const metric = metricOf(series, known);
  if (!metric) return ITS_OWN.get(series);
  if (metric.labels === null) return null;
  return series.endsWith('_bucket') ? [...metric.labels, 'le'] : metric.labels;
}

function faultsOf(expr: string): string[] {
  const { mistakes, selectors, groupedBy } = readPromql(expr);
  const allowed = new Set(EVERYWHERE);
  const faults = [...mistakes];
  let hasAny = false;
  for (const { series, labels } of selectors) {
    const own = labelsOf(series);
    if (own === undefined) faults.push(`no process tells ${series}`);
    if (own === null) hasAny = true;
    for (const label of own ?? []) allowed.add(label);
    const strange = labels.filter((label) => own && ![...own, ...EVERYWHERE].includes(label));
    faults.push(...strange.map((label) => `${series} has no label ${label}`));
  }
  const groups = hasAny ? [] : groupedBy.filter((label) => !allowed.has(label));
  return [...faults, ...groups.map((label) => `nothing has a label ${label}`)];
}

const panels = PLANS.flatMap(({ title, rows }) =>
  rows.flatMap((row) =>
    row.panels.flatMap((panel) =>
      panel.queries.map(({ expr }) => [`${title}: ${row.title}: ${panel.title}`, expr] as const),
    ),
  ),
);

const rules = alerts().map(({ alert, expr }) => [alert, expr] as const);

describe('the list of metrics', () => {
  test('is read with types, labels and help', () => {
    expect(known.get('converge_batch_rows')).toMatchObject({ type: 'histogram', labels: ['lane'] });
    expect(known.get('process_cpu_seconds_total')).toMatchObject({ type: 'counter', labels: null });
  });
});

describe('a query', () => {
  test.each(panels)('of a panel asks for what the processes tell (%s)', (_, expr) => {
    expect(faultsOf(expr)).toEqual([]);
  });

  test.each(rules)('of an alert asks for what the processes tell (%s)', (_, expr) => {
    expect(faultsOf(expr)).toEqual([]);
  });

  test('is told that it is none, that nobody tells its series, and that a label is not there', () => {
    expect(faultsOf('sum(rate(converge_sockets[5m])')).toHaveLength(1);
    expect(faultsOf('converge_made_up_total')).toEqual(['no process tells converge_made_up_total']);
    expect(faultsOf('converge_sockets{lane="x"}')).toEqual(['converge_sockets has no label lane']);
    expect(faultsOf('sum by (lane) (converge_sockets)')).toEqual(['nothing has a label lane']);
  });
});
