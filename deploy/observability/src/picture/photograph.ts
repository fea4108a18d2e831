import { existsSync } from 'node:fs';
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

/**
 * A dashboard with its data as a PNG, drawn by the Chromium at this path. An error on the page throws, and so does
 * whatever it asks for and does not get.
 */
export async function photograph(board: BoardData, executablePath: string): Promise<Buffer> {
  // No sandbox: as root there is none, and the page is ours.
  const browser = await chromium.launch({
    ...{ executablePath, args: ['--no-sandbox'] },
    // Whoever called ends what is running, in its order.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
    await serve(page, board);
    const failed = failureOf(page);
    const drawn = page.goto(`${ORIGIN}/`).then(() => page.waitForSelector('body[data-drawn]'));
    await Promise.race([failed, drawn]);
    return await page.screenshot({ fullPage: true });
  } finally {
    await browser.close();
  }
}

/** Rejects with the first that goes wrong: a module that is missing is no error of the page, which then only waits. */
const failureOf = (page: Page): Promise<never> =>
  new Promise((_, reject) => {
    page.once('pageerror', reject);
    page.on('requestfailed', (request) =>
      reject(new Error(`The page did not get ${request.url()}: ${request.failure()?.errorText}`)),
    );
    page.on('response', (response) => {
      // A browser asks for the icon by itself; there is none.
      if (response.status() < 400 || new URL(response.url()).pathname === '/favicon.ico') return;
      reject(new Error(`The page did not get ${response.url()}: ${response.status()}`));
    });
  });

const serve = (page: Page, board: BoardData): Promise<unknown> =>
  page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin === ORIGIN && pathname === '/board.json') return route.fulfill({ json: board });
    const path = origin === ORIGIN ? SERVED[pathname] : undefined;
    // Of a file that is not there, fulfill would reject where nobody catches it.
    return path !== undefined && existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
  });
