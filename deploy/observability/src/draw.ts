import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  type Panel as DrawnPanel,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as FigureBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { type KnownMetric, metricOf } from './known-metrics.js';
import type { DashboardPlan, Panel, Query } from './plan.js';
import { readPromql } from './promql.js';

const DATASOURCE = { type: 'prometheus', uid: 'prometheus' };
/** Grafana's grid is 24 wide. */
const GRID = 24;
const SIZE = { lines: { most: 3, height: 8 }, figure: { most: 8, height: 4 } };

/** A plan as Grafana reads it (schema 42). Panels of one row share its width. */
export function draw(plan: DashboardPlan, known: ReadonlyMap<string, KnownMetric>): Dashboard {
  const board = new DashboardBuilder(plan.title)
    .uid(plan.uid)
    .description(plan.description)
    .tags(['converge'])
    .readonly()
    .refresh('5s')
    .time({ from: 'now-30m', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair);
  if (plan.byInstance) for (const variable of choices()) board.withVariable(variable);
  for (const row of plan.rows) {
    board.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) board.withPanel(drawPanel(panel, row.panels.length, known));
  }
  const drawn = board.build();
  return { ...drawn, panels: drawn.panels?.map((panel, at) => ({ ...panel, id: at + 1 })) };
}

function drawPanel(
  panel: Panel,
  among: number,
  known: ReadonlyMap<string, KnownMetric>,
): Builder<DrawnPanel> {
  const { most, height } = SIZE[panel.kind];
  const builder = (panel.kind === 'lines' ? linesOf() : figureOf(panel.redFrom))
    .title(panel.title)
    .description(descriptionOf(panel, known))
    .datasource(DATASOURCE)
    .unit(panel.unit)
    .min(0)
    .span(Math.floor(GRID / Math.min(among, most)))
    .height(height);
  panel.queries.forEach((query, at) => builder.withTarget(target(query, at)));
  return builder;
}

function linesOf() {
  return new LinesBuilder()
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Never)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
}

function figureOf(redFrom: number | undefined) {
  const steps = [{ value: null, color: redFrom === undefined ? 'blue' : 'green' }];
  return new FigureBuilder()
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(
      new ThresholdsConfigBuilder()
        .mode(ThresholdsMode.Absolute)
        .steps(redFrom === undefined ? steps : [...steps, { value: redFrom, color: 'red' }]),
    );
}

function target({ expr, legend }: Query, at: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .refId(String.fromCharCode('A'.charCodeAt(0) + at))
    .datasource(DATASOURCE)
    .expr(expr)
    .legendFormat(legend)
    .range();
}

/** The panel's own words, then each of its metrics with its help. */
function descriptionOf({ text, queries }: Panel, known: ReadonlyMap<string, KnownMetric>): string {
  const series = new Set(queries.flatMap(({ expr }) => readPromql(expr).selectors.map((one) => one.series)));
  const helps = [...series].map((one) => metricOf(one, known)?.help);
  return [text, ...new Set(helps)].filter(Boolean).join('\n\n');
}

/** Which service, and which of its processes. */
function choices(): QueryVariableBuilder[] {
  const choice = (name: string, selector: string) =>
    new QueryVariableBuilder(name)
      .datasource(DATASOURCE)
      .query(`label_values(process_start_time_seconds${selector}, ${name})`)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.NaturalAsc)
      .multi(true)
      .includeAll(true)
      .current({ text: 'All', value: '$__all' });
  return [choice('service', ''), choice('instance', '{service=~"$service"}')];
}
