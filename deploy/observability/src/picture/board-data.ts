import { fillIn, legendOf, type Values } from './fill-in.js';
import type { Answer, Prometheus, Span } from './prometheus.js';
import type { Board, Panel } from './read-dashboard.js';

/** A dashboard with what its queries answered. */
export interface BoardData {
  title: string;
  description: string;
  /** Seconds; every series has a value at each of them. */
  times: number[];
  panels: PanelData[];
}

export type PanelData = Panel & { series: Series[] };

export interface Series {
  label: string;
  /** null: nothing was known, or it was no number. */
  values: (number | null)[];
}

type Source = Pick<Prometheus, 'ask' | 'labelValues'>;

/** Asks every query of a dashboard over a span. One that is refused throws, with the names of panel and query. */
export async function boardData(
  { title, description, variables, panels }: Board,
  source: Source,
  span: Span,
  scrapeSeconds: number,
): Promise<BoardData> {
  const times = timesOf(span);
  const values = await valuesOf(variables, source, scrapeSeconds);
  const answered: PanelData[] = [];
  for (const panel of panels) {
    const series: Series[] = [];
    for (const { expr, legend } of panel.queries) {
      const answers = await askFor(panel.title, expr, () =>
        source.ask(fillIn(expr, values, scrapeSeconds), span),
      );
      series.push(
        ...answers.map(({ labels, points }) => ({
          label: legendOf(legend, labels),
          values: valuesAt(points, times),
        })),
      );
    }
    if (panel.kind === 'stat' && series.length > 1)
      throw new Error(`${panel.title}: a figure of ${series.length} series\n${panel.queries[0]!.expr}`);
    answered.push({ ...panel, series });
  }
  return { title, description, times, panels: answered };
}

/** What each variable can stand for; a later one may ask by those before it. */
async function valuesOf(
  variables: Board['variables'],
  source: Source,
  scrapeSeconds: number,
): Promise<Values> {
  const values = new Map<string, string[]>();
  for (const { name, query } of variables) {
    const [, selector, label] = /^label_values\((.+),\s*(\w+)\)$/.exec(query) ?? [];
    const found = await askFor(`$${name}`, query, () => {
      if (selector === undefined || label === undefined) throw new Error('only label_values can be asked');
      return source.labelValues(fillIn(selector, values, scrapeSeconds), label);
    });
    values.set(name, found);
  }
  return values;
}

async function askFor<T>(who: string, query: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Error(`${who}: ${(error as Error).message}\n${query}`, { cause: error });
  }
}

const timesOf = ({ start, end, step }: Span): number[] =>
  Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, at) => start + at * step);

function valuesAt(points: Answer['points'], times: readonly number[]): Series['values'] {
  const known = new Map(points);
  return times.map((time) => {
    const value = known.get(time);
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}
