import { named } from './page/colours.js';
import { isKnownUnit, type KnownUnit } from './page/units.js';

/** A dashboard file of Grafana's, as far as it is drawn. */
export interface Board {
  title: string;
  description: string;
  variables: { name: string; query: string }[];
  panels: Panel[];
}

export type Panel = Row | Stat | Lines;

interface Placed {
  title: string;
  /** In cells of Grafana's grid, which is 24 wide. */
  at: { x: number; y: number; w: number; h: number };
  queries: { expr: string; legend: string }[];
}

interface Row extends Placed {
  kind: 'row';
}

interface Measured extends Placed {
  unit: KnownUnit;
  /** Where the axis begins; undefined: where the lines do. */
  least: number | undefined;
}

/** The newest value, coloured by the last step that it has reached. */
export interface Stat extends Measured {
  kind: 'stat';
  steps: { from: number; colour: string }[];
}

export interface Lines extends Measured {
  kind: 'timeseries';
  lineWidth: number;
  fillOpacity: number;
}

interface Written {
  title: string;
  description?: string;
  templating: { list?: WrittenVariable[] };
  panels: WrittenPanel[];
}

interface WrittenVariable {
  name: string;
  type: string;
  query: string;
  current: { value: unknown };
}

interface WrittenPanel {
  type: string;
  title: string;
  gridPos: Placed['at'];
  targets?: { expr: string; legendFormat: string }[];
  options?: { graphMode?: string; reduceOptions?: { calcs: string[] } };
  fieldConfig?: {
    defaults: {
      unit?: string;
      min?: number;
      thresholds?: { mode: string; steps: { value: number | null; color: string }[] };
      custom?: { lineWidth: number; fillOpacity: number };
    };
  };
}

/** Reads a dashboard file. Whatever in it we could only draw wrongly throws, with the name of the panel. */
export function readDashboard(text: string): Board {
  const { title, description = '', templating, panels } = JSON.parse(text) as Written;
  return {
    title,
    description,
    variables: (templating.list ?? []).map(readVariable),
    panels: panels.map(readPanel),
  };
}

function readVariable({ name, type, query, current }: WrittenVariable): Board['variables'][number] {
  if (type !== 'query' || current.value !== '$__all')
    throw new Error(`$${name}: only a query of which all is chosen can be filled in.`);
  return { name, query };
}

function readPanel(panel: WrittenPanel): Panel {
  const { type, title, gridPos: at, targets = [] } = panel;
  const queries = targets.map(({ expr, legendFormat }) => ({ expr, legend: legendFormat }));
  const placed = { title, at, queries };
  switch (type) {
    case 'row':
      return { ...placed, kind: 'row' };
    case 'stat':
      return { ...placed, kind: 'stat', ...measureOf(panel), steps: stepsOf(panel) };
    case 'timeseries':
      return { ...placed, kind: 'timeseries', ...measureOf(panel), ...looksOf(panel) };
    default:
      throw strange(panel, `type ${type}`);
  }
}

function measureOf(panel: WrittenPanel): Pick<Measured, 'unit' | 'least'> {
  const { unit, min } = panel.fieldConfig?.defaults ?? {};
  if (!isKnownUnit(unit)) throw strange(panel, `unit ${unit}`);
  return { unit, least: min };
}

function stepsOf(panel: WrittenPanel): Stat['steps'] {
  const { graphMode, reduceOptions } = panel.options ?? {};
  if (graphMode !== 'area') throw strange(panel, `graph mode ${graphMode}`);
  if (String(reduceOptions?.calcs) !== 'lastNotNull') throw strange(panel, `value ${reduceOptions?.calcs}`);
  const { mode, steps = [] } = panel.fieldConfig?.defaults.thresholds ?? {};
  if (mode !== 'absolute' || steps.length === 0) throw strange(panel, `thresholds of mode ${mode}`);
  return steps.map(({ value, color }) => {
    const colour = named(color);
    if (colour === undefined) throw strange(panel, `colour ${color}`);
    // The first step has no value: it holds from below everything, which JSON has no number for.
    return { from: value ?? -Number.MAX_VALUE, colour };
  });
}

function looksOf(panel: WrittenPanel): Pick<Lines, 'lineWidth' | 'fillOpacity'> {
  const { custom } = panel.fieldConfig?.defaults ?? {};
  if (custom === undefined) throw strange(panel, 'looks');
  return { lineWidth: custom.lineWidth, fillOpacity: custom.fillOpacity };
}

const strange = ({ title, targets = [] }: WrittenPanel, what: string): Error =>
  new Error([`${title}: we cannot draw the ${what}.`, ...targets.map(({ expr }) => expr)].join('\n'));
