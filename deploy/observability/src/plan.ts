/**
 * What a dashboard is, before Grafana: rows of panels, each a question in PromQL. What a panel's metrics mean is not
 * told here; their own help is put under it (see draw.ts).
 */
export interface DashboardPlan {
  uid: string;
  title: string;
  description: string;
  /** With it, one chooses processes, and queries may say `instance=~"$instance"`. */
  byInstance?: boolean;
  rows: Row[];
}

export interface Row {
  title: string;
  panels: Panel[];
}

export interface Panel {
  title: string;
  /** Lines over time, or the newest value alone. */
  kind: 'lines' | 'figure';
  unit: Unit;
  queries: Query[];
  /** Said before the help of the metrics. */
  text?: string;
  /** A figure is red from here on. */
  redFrom?: number;
}

export interface Query {
  expr: string;
  /** e.g. `{{lane}}`; one that is fixed names the line. */
  legend: string;
}

/** Grafana's names of units. */
export type Unit = 's' | 'ops' | 'short' | 'bytes' | 'percentunit';

export const lines = (title: string, unit: Unit, queries: Query[], more: Partial<Panel> = {}): Panel => ({
  title,
  kind: 'lines',
  unit,
  queries,
  ...more,
});

export const figure = (title: string, unit: Unit, expr: string, more: Partial<Panel> = {}): Panel => ({
  title,
  kind: 'figure',
  unit,
  queries: [{ expr, legend: title }],
  ...more,
});

/** Median and 99th percentile of a histogram over all processes. */
export function percentiles(histogram: string, selector = ''): Query[] {
  const at = (quantile: string) =>
    `histogram_quantile(${quantile}, sum by (le) (rate(${histogram}_bucket${selector}[$__rate_interval])))`;
  return [
    { expr: at('0.5'), legend: 'half are faster' },
    { expr: at('0.99'), legend: '99 of 100 are faster' },
  ];
}
