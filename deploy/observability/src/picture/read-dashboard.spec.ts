import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS } from '../places.js';
import { fillIn } from './fill-in.js';
import { readDashboard } from './read-dashboard.js';

const figure = {
  type: 'stat',
  title: 'Oldest job',
  gridPos: { x: 0, y: 1, w: 3, h: 4 },
  targets: [{ expr: 'max(age)', legendFormat: 'Oldest job' }],
  options: { graphMode: 'area', reduceOptions: { calcs: ['lastNotNull'] } },
  fieldConfig: {
    defaults: {
      unit: 's',
      min: 0,
      thresholds: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'green' },
          { value: 60, color: 'red' },
        ],
      },
    },
  },
};
const file = (...panels: object[]) => JSON.stringify({ title: 'A board', templating: {}, panels });
const withDefaults = (defaults: object) => ({
  ...figure,
  fieldConfig: { defaults: { ...figure.fieldConfig.defaults, ...defaults } },
});

describe('every deployed dashboard', () => {
  test.each(readdirSync(DASHBOARDS))('is one that we can draw (%s)', (name) => {
    const { panels, variables } = readDashboard(readFileSync(join(DASHBOARDS, name), 'utf8'));
    const drawn = panels.filter(({ kind }) => kind !== 'row');
    expect(drawn.length).toBeGreaterThan(10);
    const values = new Map(variables.map((variable) => [variable.name, ['one', 'another']]));
    for (const { title, queries } of drawn) {
      expect([title, queries.length]).not.toEqual([title, 0]);
      for (const { expr, legend } of queries) {
        expect(fillIn(expr, values, 2)).not.toContain('$');
        expect(legend).not.toBe('');
      }
    }
  });
});

describe('a panel', () => {
  test('keeps its place, its queries, its unit and its colours', () => {
    expect(
      readDashboard(file({ type: 'row', title: 'Now', gridPos: figure.gridPos }, figure)).panels,
    ).toEqual([
      { kind: 'row', title: 'Now', at: figure.gridPos, queries: [] },
      {
        kind: 'stat',
        title: 'Oldest job',
        at: figure.gridPos,
        queries: [{ expr: 'max(age)', legend: 'Oldest job' }],
        unit: 's',
        least: 0,
        steps: [
          { from: -Number.MAX_VALUE, colour: '#73bf69' },
          { from: 60, colour: '#f2495c' },
        ],
      },
    ]);
  });

  test.each([
    ['a type', { ...figure, type: 'heatmap' }, 'type heatmap'],
    ['a unit', withDefaults({ unit: 'lengthkm' }), 'unit lengthkm'],
    [
      'a colour',
      withDefaults({ thresholds: { mode: 'absolute', steps: [{ value: null, color: 'mauve' }] } }),
      'colour mauve',
    ],
    [
      'another value than the last',
      { ...figure, options: { graphMode: 'area', reduceOptions: { calcs: ['mean'] } } },
      'value mean',
    ],
  ])('with %s that we do not know is refused by its name and query', (_, panel, what) => {
    expect(() => readDashboard(file(panel))).toThrow(`Oldest job: we cannot draw the ${what}.\nmax(age)`);
  });
});
