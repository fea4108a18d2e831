import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tab } from './tab.js';

/** Keeps what every person saw when a test failed; answers the folder. */
export async function keepEvidence(tabs: readonly Tab[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'converge-browser-'));
  for (const [index, { name, page, watch }] of tabs.entries()) {
    const file = join(folder, `${index + 1}-${name.replace(/\W+/g, '-')}`);
    writeFileSync(`${file}.console.txt`, [page.url(), ...watch.console].join('\n'));
    // A page that has crashed or hangs shows nothing; the others still do.
    await page.screenshot({ path: `${file}.png`, timeout: 5_000 }).catch((error: unknown) => {
      writeFileSync(`${file}.no-screenshot.txt`, String(error));
    });
  }
  return folder;
}
