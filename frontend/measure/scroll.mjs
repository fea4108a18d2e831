/* global requestAnimationFrame */
/**
 * Measures a chat with ten thousand messages in a real Chromium: `npm run measure [-- address [messages]]` against a
 * running stack whose rate limits are lifted (the local stack). Prints a table; exits with 1 beyond a budget.
 */
import { chromium } from 'playwright-core';
import { framesOf, switchTime, watchFrames } from './page.mjs';
import { seed } from './seed.mjs';

const [base = 'http://localhost:3000', messages = '10000'] = process.argv.slice(2);
const BUDGET = { frameMs: 50, rows: 120, switchMs: 100 };
const SCROLL_MS = 8_000;
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SCROLLER = '[data-testid=messages]';

const say = (line) => process.stdout.write(`${line}\n`);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function open(browser, { viewer, large }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => say(`error in the page: ${error.message}`));
  await page.goto(base);
  await page.getByTestId('login-username').fill(viewer.username);
  await page.getByTestId('login-password').fill(viewer.password);
  await page.getByTestId('login-submit').click();
  await page.locator(`[data-testid=chat-item][data-chat-id="${large}"]`).click();
  await page.locator('[data-testid=message]').first().waitFor();
  return page;
}

/** Scrolls up until the first message is there. Long leaps: how fast one can read is not measured here. */
async function loadAll(page) {
  const begun = Date.now();
  await page.hover(SCROLLER);
  while (!(await page.locator('[data-testid=message][data-seq="1"]').count())) {
    await page.mouse.wheel(0, -4000);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  return Date.now() - begun;
}

/** By wheel and by keys, through what has been drawn and what has not. */
async function scrollAbout(page) {
  await page.focus(SCROLLER);
  const until = Date.now() + SCROLL_MS;
  for (let n = 0; Date.now() < until; n++) {
    const isDown = Math.floor(n / 60) % 3 !== 2;
    if (n % 60 < 45) await page.mouse.wheel(0, isDown ? 700 : -700);
    else await page.keyboard.press(isDown ? 'PageDown' : 'PageUp');
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
try {
  say(`Making a chat with ${messages} messages at ${base} …`);
  const chats = await seed(base, Number(messages));
  const page = await open(browser, chats);
  await page.evaluate(watchFrames);
  const loadMs = await loadAll(page);
  const loading = await page.evaluate(framesOf);
  await scrollAbout(page);
  const scrolling = await page.evaluate(framesOf);

  const switches = { large: [], small: [] };
  for (let n = 0; n < 6; n++) {
    const toSmall = await page.evaluate(switchTime, chats.small);
    const toLarge = await page.evaluate(switchTime, chats.large);
    // The first visit of the small chat reads it: it is not cached yet.
    if (n > 0) switches.small.push(toSmall);
    if (n > 0) switches.large.push(toLarge);
  }
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');

  const rows = Math.max(loading.rows, scrolling.rows);
  const table = [
    ['all history loaded in', `${(loadMs / 1000).toFixed(1)} s`],
    ['longest frame while loading', `${loading.longest.join(', ')} ms`],
    ['longest frames while scrolling', `${scrolling.longest.join(', ')} ms`],
    [
      'frames while scrolling',
      `${scrolling.count}, ${scrolling.slow} over 17.5 ms, median ${scrolling.median} ms`,
    ],
    ['long animation frames', scrolling.long.join('; ') || 'none'],
    ['rows in the page', `${rows}`],
    ['JavaScript heap', `${(usedSize / 1e6).toFixed(1)} MB`],
    ['switch to the small chat', `${median(switches.small)} ms (${switches.small.join(', ')})`],
    ['switch to the large chat', `${median(switches.large)} ms (${switches.large.join(', ')})`],
  ];
  for (const [what, figure] of table) say(`${what.padEnd(32)} ${figure}`);

  const isWithin =
    scrolling.longest[0] <= BUDGET.frameMs &&
    rows <= BUDGET.rows &&
    Math.max(median(switches.small), median(switches.large)) <= BUDGET.switchMs;
  say(isWithin ? 'Within the budget.' : `BEYOND THE BUDGET: ${JSON.stringify(BUDGET)}`);
  process.exitCode = isWithin ? 0 : 1;
} finally {
  await browser.close();
}
