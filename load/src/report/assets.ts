import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What a report carries with it so that it needs nothing from anywhere. */
export interface Assets {
  css: string;
  /** In the order in which they run. */
  uplot: string;
  draw: string;
}

/** Reads them from the packages and the build; the paths hold for the sources and for what is built of them. */
export function readAssets(): Assets {
  const packages = createRequire(import.meta.url);
  const read = (path: string | URL): string => readFileSync(path, 'utf8');
  const ours = (path: string): string => read(new URL(`../../${path}`, import.meta.url));
  return {
    css: `${read(packages.resolve('uplot/dist/uPlot.min.css'))}\n${ours('src/report/page/page.css')}`,
    uplot: read(packages.resolve('uplot/dist/uPlot.iife.min.js')),
    draw: ours('dist/report/page/draw.js'),
  };
}
