import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFiles, PLANS } from './dashboards.js';
import { DASHBOARDS } from './places.js';

describe('the dashboards', () => {
  test('that are committed are those that the code describes (npm run dashboards writes them)', () => {
    const committed = readdirSync(DASHBOARDS).map((name) => [
      name,
      readFileSync(join(DASHBOARDS, name), 'utf8'),
    ]);
    expect(Object.fromEntries(committed)).toEqual(dashboardFiles());
  });

  test('say under each panel what its numbers tell', () => {
    const bare = Object.values(dashboardFiles())
      .flatMap((text) => (JSON.parse(text) as { panels: { type: string; description?: string }[] }).panels)
      .filter(({ type, description }) => type !== 'row' && !description);
    expect(bare).toEqual([]);
  });

  test('have no two panels of one name in a row', () => {
    for (const { rows } of PLANS)
      for (const { title, panels } of rows) {
        const names = panels.map((panel) => `${title}: ${panel.title}`);
        expect(new Set(names).size).toBe(names.length);
      }
  });
});
