import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS, ROOT } from '../places.js';
import { boardData } from './board-data.js';
import { photograph } from './photograph.js';
import { Prometheus } from './prometheus.js';
import { readDashboard } from './read-dashboard.js';
import type { Instance } from './scrape-config.js';

/** Often, so that some minutes make a curve. */
const SCRAPE_SECONDS = 2;

/**
 * Lets a real Prometheus, on this free port, look at a stack of this machine while `use` uses it, and writes a picture
 * of each deployed dashboard into docs: of converge.json it is dashboard.png, of converge-instances.json
 * dashboard-instances.png. Answers their paths.
 */
export async function writePictures(
  port: number,
  instances: readonly Instance[],
  use: () => Promise<void>,
  executablePath: string,
  signal: AbortSignal,
): Promise<string[]> {
  const files = readdirSync(DASHBOARDS);
  const boards = files.map((file) => readDashboard(readFileSync(join(DASHBOARDS, file), 'utf8')));
  const prometheus = await Prometheus.start(port, instances, SCRAPE_SECONDS, signal);
  try {
    const start = Math.ceil(Date.now() / 1_000);
    await use();
    const span = { start, end: Math.floor(Date.now() / 1_000), step: SCRAPE_SECONDS };
    const paths: string[] = [];
    for (const [at, board] of boards.entries()) {
      const data = await boardData(board, prometheus, span, SCRAPE_SECONDS);
      const path = join(ROOT, 'docs', files[at]!.replace('.json', '.png').replace('converge', 'dashboard'));
      writeFileSync(path, await photograph(data, executablePath));
      paths.push(path);
    }
    return paths;
  } finally {
    await prometheus.stop();
  }
}
