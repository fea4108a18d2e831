/** Runs in the page that is photographed: puts the panels of /board.json where Grafana's grid has them. */
import uPlot from 'uplot';
import type { BoardData, PanelData, Series } from '../board-data.js';
import type { Lines, Stat } from '../read-dashboard.js';
import { faded, inTurn } from './colours.js';
import { formatted } from './units.js';

/** Room that a letter of an axis takes, and what is beside the longest label. */
const LETTER = 7.2;
const BESIDE = 18;
/** A figure is as large as its place allows, and no larger than this. */
const LARGEST_FIGURE = 38;
/** Axes of bytes are divided where bytes are. */
const POWERS_OF_TWO = Array.from({ length: 50 }, (_, power) => 2 ** power);

function drawBoard({ title, description, times, panels }: BoardData): void {
  const head = put(document.body, 'header');
  put(head, 'h1').textContent = title;
  put(head, 'p').textContent = description;
  put(head, 'p').textContent = `${clock(times[0]!)} to ${clock(times.at(-1)!)} UTC · drawn without Grafana`;
  const main = put(document.body, 'main');
  for (const panel of panels) drawPanel(panel, times, main);
}

function drawPanel(panel: PanelData, times: number[], main: HTMLElement): void {
  const { x, y, w, h } = panel.at;
  const place = put(main, 'section', panel.kind === 'row' ? 'row' : `panel ${panel.kind}`);
  place.style.gridArea = `${y + 1} / ${x + 1} / span ${h} / span ${w}`;
  const title = put(place, panel.kind === 'row' ? 'div' : 'h2');
  title.textContent = panel.title;
  if (title.scrollWidth > title.clientWidth)
    throw new Error(`${panel.title}: there is no room for the title`);
  if (panel.kind === 'row') return;
  if (panel.series.every(({ values }) => values.every((value) => value === null))) {
    put(place, 'p', 'nothing').textContent = 'No data';
  } else if (panel.kind === 'stat') drawFigure(panel, panel.series[0]!, times, place);
  else drawLines(panel, panel.series, times, place);
}

function drawFigure(
  { unit, least, steps }: Stat,
  { values }: Series,
  times: number[],
  place: HTMLElement,
): void {
  const newest = values.findLast((value) => value !== null)!;
  const { colour } = steps.findLast(({ from }) => newest >= from)!;
  const value = put(place, 'p', 'value');
  const text = put(value, 'span');
  text.textContent = formatted(newest, unit);
  text.style.color = colour;
  text.style.fontSize = `${LARGEST_FIGURE}px`;
  const room = (value.clientWidth - 2 * BESIDE) / text.offsetWidth;
  text.style.fontSize = `${LARGEST_FIGURE * Math.min(1, room)}px`;
  const line = { stroke: colour, fill: faded(colour, 20), width: 1, points: { show: false } };
  plot(put(place, 'div', 'plot'), [times, values], {
    scales: { y: { range: fromLeast(least) } },
    axes: [{ show: false }, { show: false }],
    series: [{}, line],
    padding: [2, 0, 0, 0],
  });
}

function drawLines(panel: Lines, series: Series[], times: number[], place: HTMLElement): void {
  const graph = put(place, 'div', 'plot');
  // Before the lines: they take the room that it leaves.
  drawLegend(series, place);
  const axis = {
    stroke: colour('--soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '13px system-ui, sans-serif',
  };
  plot(graph, [times, ...series.map(({ values }) => values)], {
    scales: { y: { range: fromLeast(panel.least) } },
    axes: [
      { ...axis, size: 30, gap: 10, space: 80, values: (_, ticks) => ticks.map(clock) },
      {
        ...axis,
        ...(panel.unit === 'bytes' ? { incrs: POWERS_OF_TWO } : {}),
        space: 34,
        size: (_, labels) => Math.max(...(labels ?? []).map(({ length }) => length), 0) * LETTER + BESIDE,
        values: (_, ticks) => ticks.map((tick) => formatted(tick, panel.unit)),
      },
    ],
    series: [
      {},
      ...series.map((_, at) => ({
        stroke: inTurn(at),
        fill: faded(inTurn(at), panel.fillOpacity),
        width: panel.lineWidth,
        points: { show: false },
      })),
    ],
    padding: [8, 16, 0, 0],
  });
}

/** Grafana lets it have a third of a panel, and scrolls in it; here one is told how many there are besides. */
function drawLegend(series: Series[], place: HTMLElement): void {
  const legend = put(place, 'ul', 'legend');
  series.forEach(({ label }, at) => {
    const item = put(legend, 'li');
    put(item, 'i').style.background = inTurn(at);
    item.append(label);
  });
  const more = document.createElement('li');
  for (let hidden = 1; legend.offsetHeight > place.clientHeight / 3; hidden++) {
    more.remove();
    legend.lastElementChild?.remove();
    more.textContent = `and ${hidden} more`;
    legend.append(more);
  }
}

function plot(
  place: HTMLElement,
  data: (readonly (number | null)[])[],
  options: Pick<uPlot.Options, 'scales' | 'axes' | 'series' | 'padding'>,
): void {
  const { clientWidth: width, clientHeight: height } = place;
  const shown = { ...options, width, height, legend: { show: false }, cursor: { show: false } };
  new uPlot(shown, data as uPlot.AlignedData, place);
}

/** Some room above the lines; one of nothing but zeros needs some height all the same. */
const fromLeast =
  (least: number | undefined) =>
  (_: uPlot, lowest: number, highest: number): [number, number] => {
    const from = least ?? lowest;
    return [from, highest > from ? highest + (highest - from) * 0.1 : from + 1];
  };

function put<K extends keyof HTMLElementTagNameMap>(
  place: HTMLElement,
  tag: K,
  name = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  place.append(element);
  return element;
}

const clock = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 19);
const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

drawBoard((await (await fetch('/board.json')).json()) as BoardData);
await document.fonts.ready;
document.body.dataset['drawn'] = 'true';
