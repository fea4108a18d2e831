import { chromium, type Browser } from 'playwright-core';

/** Named by scripts/test-browser.mjs, which says how to get one. */
const PATH = process.env.CHROMIUM ?? '/usr/bin/chromium';
/**
 * Of Chromium itself, not of the page. The popup of an address bar that nobody sees is a page of its own in every
 * window, and took as much of the processor as the page under test. The later list of features takes the place of
 * Playwright's own, of which the lines after the first are what matters here.
 */
const WITHOUT = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AimEnabled', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PaintHolding'],
];
/** No sandbox: as root there is none. The rest keeps Chromium from calling home. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  `--disable-features=${WITHOUT.join(',')}`,
];

/** One Chromium; every person in it gets a context of their own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: ARGS });
}
