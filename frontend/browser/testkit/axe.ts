import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Tab } from './tab.js';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};
/** Every rule whose answer depends on a colour. */
const OF_COLOURS: RunOptions = { ...ALL, runOnly: ['color-contrast', 'link-in-text-block'] };

/** What axe finds against WCAG 2.0 to 2.2, A and AA, on the page as it stands; empty: nothing. */
export const violationsOf = (tab: Tab): Promise<string[]> => found(tab, ALL);

/** The same of what another theme may change of a page: its colours. */
export const violationsOfColours = (tab: Tab): Promise<string[]> => found(tab, OF_COLOURS);

async function found({ page }: Tab, rules: RunOptions): Promise<string[]> {
  // Halfway through fading in, a text has another contrast than anybody will ever read.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      return playState !== 'running' || effect?.getComputedTiming().iterations === Infinity;
    }),
  );
  // Through the debugger: the page's policy, which forbids foreign scripts, holds for the page and not for it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(options),
    rules,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const [, ...reasons] = failureSummary.split('\n');
      return `${id} (${help}): ${String(target)}: ${reasons.map((line) => line.trim()).join(' ')}`;
    }),
  );
}
