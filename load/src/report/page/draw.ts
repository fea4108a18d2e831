/** Runs in the report's page: draws the charts that stand in its data block. uPlot is a script before this one. */
import type UPlot from 'uplot';
import type { Chart } from './chart.js';

declare const uPlot: typeof UPlot;

const HEIGHT = 260;
/** Told apart without colour too: the first lines are whole, further ones are broken. */
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4]];
const COLOURS = 6;

const charts = JSON.parse(document.getElementById('charts')?.textContent ?? '[]') as Chart[];
let drawn: UPlot[] = [];

function drawAll(): void {
  for (const plot of drawn) plot.destroy();
  drawn = charts.flatMap((chart) => {
    const place = document.getElementById(chart.id);
    return place === null ? [] : [draw(chart, place)];
  });
}

function draw(chart: Chart, place: HTMLElement): UPlot {
  const axis = {
    stroke: colour('--soft'),
    grid: line('--line'),
    ticks: line('--line'),
    font: '12px system-ui, sans-serif',
  };
  const options: UPlot.Options = {
    width: place.clientWidth,
    height: HEIGHT,
    scales: { x: { time: false }, y: chart.axis === 'percentile' ? { distr: 3 } : { range: fromZero } },
    axes: [
      {
        ...axis,
        values: (_, ticks) => ticks.map((tick) => xLabel(chart, tick)),
        ...(chart.axis === 'percentile' ? { splits: wholeSplits } : {}),
      },
      { ...axis, size: 62, values: (_, ticks) => ticks.map((tick) => tick?.toLocaleString('en') ?? '') },
    ],
    series: [
      {
        label: chart.axis === 'time' ? 'Time' : 'Percentile',
        value: (_, x) => (x == null ? '–' : xLabel(chart, x)),
      },
      ...chart.series.map(({ label, values }, n) => ({
        label,
        stroke: colour(`--series-${(n % COLOURS) + 1}`),
        width: 2,
        dash: DASHES[Math.floor(n / COLOURS) % DASHES.length]!,
        // Over time an unknown value is a hole; on the other axis each line merely has places of its own.
        spanGaps: chart.axis === 'percentile',
        points: { show: chart.x.length < 3, filter: chart.axis === 'time' ? lonely(values) : null },
        value: (_: UPlot, y: number | null) => (y == null ? '–' : `${figure(y)} ${chart.unit}`.trim()),
      })),
    ],
    legend: { markers: { width: 3 } },
    cursor: { drag: { x: true, y: false }, points: { size: 7 } },
    hooks: { drawClear: [(plot) => drawBands(plot, chart)] },
  };
  return new uPlot(
    options,
    [chart.x, ...chart.series.map(({ values }) => values)] as UPlot.AlignedData,
    place,
  );
}

/** Values between two holes, of which no line could tell. */
function lonely(values: readonly (number | null)[]): number[] {
  const isKnown = (n: number): boolean => values[n] != null;
  return [...values.keys()].filter((n) => isKnown(n) && !isKnown(n - 1) && !isKnown(n + 1));
}

function drawBands(plot: UPlot, { bands }: Chart): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textBaseline = 'top';
  for (const [n, { from, to, label }] of bands.entries()) {
    const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, 'x', true));
    if (right <= left) continue;
    if (n % 2 === 0) {
      ctx.fillStyle = colour('--band');
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    const room = right - left - 8 * devicePixelRatio;
    ctx.fillStyle = colour('--soft');
    if (ctx.measureText(label).width <= room)
      ctx.fillText(label, left + 4 * devicePixelRatio, bbox.top + 3 * devicePixelRatio);
  }
  ctx.restore();
}

/** A chart that does not begin at 0 exaggerates; one of nothing but zeros needs some height all the same. */
const fromZero = (_: UPlot, _least: number | null, most: number | null): [number, number] => [
  0,
  (most ?? 0) > 0 ? most! * 1.15 : 1,
];

/** 0, 90 %, 99 %, … : each further line is ten times rarer. */
const wholeSplits = (_: UPlot, _axis: number, least: number, most: number): number[] =>
  Array.from({ length: Math.floor(most) - Math.ceil(least) + 1 }, (_, n) => Math.ceil(least) + n);

function xLabel({ axis }: Chart, x: number): string {
  if (axis === 'percentile')
    return `p${Number(((1 - 10 ** -x) * 100).toPrecision(Math.max(2, Math.ceil(x) + 1)))}`;
  return `${Math.floor(x / 60)}:${String(Math.floor(x % 60)).padStart(2, '0')}`;
}

const figure = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const line = (name: string): { stroke: string; width: number } => ({ stroke: colour(name), width: 1 });

drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
new ResizeObserver(() => {
  for (const plot of drawn) {
    const width = plot.root.parentElement?.clientWidth ?? 0;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: HEIGHT });
  }
}).observe(document.body);
