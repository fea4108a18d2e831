import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { HERE } from '../places.js';
import type { BoardData } from './board-data.js';

const WIDTH = 1600;
/** Of no network: whatever the page asks for is answered here. */
const ORIGIN = 'http://picture.invalid';
const packages = createRequire(import.meta.url);
const SERVED: Readonly<Record<string, string>> = {
  '/': join(HERE, 'src/picture/page/page.html'),
  '/page.css': join(HERE, 'src/picture/page/page.css'),
  '/draw.js': join(HERE, 'dist/picture/page/draw.js'),
  '/colours.js': join(HERE, 'dist/picture/page/colours.js'),
  '/units.js': join(HERE, 'dist/picture/page/units.js'),
  '/uplot.js': packages.resolve('uplot/dist/uPlot.esm.js'),
  '/uplot.css': packages.resolve('uplot/dist/uPlot.min.css'),
};

/** A dashboard with its data as a PNG, drawn by the Chromium at this path. An error on the page throws. */
export async function photograph(board: BoardData, executablePath: string): Promise<Buffer> {
  // No sandbox: as root there is none, and the page is ours.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
    await serve(page, board);
    const failed = new Promise<never>((_, reject) => page.once('pageerror', reject));
    const drawn = page.goto(`${ORIGIN}/`).then(() => page.waitForSelector('body[data-drawn]'));
    await Promise.race([failed, drawn]);
    return await page.screenshot({ fullPage: true });
  } finally {
    await browser.close();
  }
}

const serve = (page: Page, board: BoardData): Promise<unknown> =>
  page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin === ORIGIN && pathname === '/board.json') return route.fulfill({ json: board });
    const path = origin === ORIGIN ? SERVED[pathname] : undefined;
    return path === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ path });
  });
