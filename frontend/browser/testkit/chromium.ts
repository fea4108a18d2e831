import { chromium, type Browser } from 'playwright-core';

/** Named by scripts/test-browser.mjs, which says how to get one. */
const PATH = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** No sandbox: as root there is none. The rest keeps Chromium from calling home. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** One Chromium; every person in it gets a context of their own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: ARGS });
}
