/**
 * `npm run screenshot`: two people in a real Chromium, pinned to different instances of a running `npm start`, and
 * what they see side by side as docs/two-windows.png. Every step waits for what a person would wait for; it fails
 * where they would be left waiting. CHROMIUM names the browser, BASE_URL the stack.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const BASE_URL = process.env.BASE_URL ?? 'http://localhost:3000';
const OUT = join(import.meta.dirname, '../../docs/two-windows.png');
const WINDOW = { width: 800, height: 760 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const run = Date.now().toString(36);
  const [ann, ben, group] = [`ann-${run}`, `ben-${run}`, `Climbing on Friday`];
  const left = await signUp(ann, 'Ann Miller', { sender: 1, receiver: 1 });
  const right = await signUp(ben, 'Ben Okafor', { sender: 2, receiver: 2 });

  await left.getByTestId('new-chat').click();
  await left.getByTestId('new-chat-search').fill(ben);
  await left.locator(`[data-testid=person][data-username="${ben}"]`).click();
  await write(left, 'Are you in on Friday? The new routes are up 🧗');

  await right.getByTestId('badge').first().waitFor();
  await right.getByTestId('chat-item').first().click();
  await write(right, 'Yes! I bring the rope.');
  await write(left, 'Perfect. Half past six?');
  await write(right, 'Half past six it is.');
  await write(left, 'See you there');
  for (const page of [left, right]) {
    await page.getByText('See you there').last().waitFor();
    await page.locator('[data-testid=tick][data-state=read]').last().waitFor();
  }
  await left.waitForFunction(() =>
    [...document.querySelectorAll('[data-testid=tick]')].every((tick) => tick.dataset.state === 'read'),
  );

  // A second chat that Ben has open while Ann has not: it shows as a badge at hers.
  await right.getByTestId('new-chat').click();
  await right.getByTestId('new-chat-group').check({ force: true });
  await right.getByTestId('new-chat-name').fill(group);
  await right.getByTestId('new-chat-search').fill(ann);
  await right.locator(`[data-testid=person][data-username="${ann}"]`).click();
  await right.getByTestId('new-chat-create').click();
  await right.getByTestId('chat-name').filter({ hasText: group }).waitFor();
  await write(right, 'Who drives?');
  await write(right, 'I can take three.');
  await left.getByTestId('badge').filter({ hasText: '2' }).waitFor();
  await right.locator('[data-testid=tick][data-state=stored]').last().waitFor();

  const shots = [];
  for (const page of [left, right]) shots.push((await page.screenshot()).toString('base64'));
  const both = await browser.newPage({
    viewport: { width: 2 * WINDOW.width + 48, height: WINDOW.height + 32 },
  });
  const image = (shot) => `<img width="${WINDOW.width}" src="data:image/png;base64,${shot}">`;
  const style = 'margin:0;padding:16px;display:flex;gap:16px;background:#8892a6';
  await both.setContent(`<body style="${style}">${shots.map(image).join('')}</body>`);
  mkdirSync(join(OUT, '..'), { recursive: true });
  writeFileSync(OUT, await both.screenshot());
  console.log(`${OUT}: ${ann} on sender-1 and receiver-1, ${ben} on sender-2 and receiver-2`);
} finally {
  await browser.close();
}

/** Makes an account in a window of its own and pins it to instances. */
async function signUp(username, name, pins) {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${username}: ${error.message}`));
  await page.goto(BASE_URL);
  await page.getByTestId('signup-open').click();
  await page.getByTestId('login-username').fill(username);
  await page.getByTestId('signup-display-name').fill(name);
  await page.getByTestId('signup-email').fill(`${username}@example.org`);
  await page.getByTestId('login-password').fill('a long passphrase');
  await page.getByTestId('signup-submit').click();
  for (const [service, number] of Object.entries(pins)) {
    await page.getByTestId(`${service}-select`).selectOption(String(number));
  }
  await page
    .getByTestId('served-by-receiver')
    .filter({ hasText: `receiver-${pins.receiver}` })
    .waitFor();
  return page;
}

/** Writes into the open chat and waits until it stands there. */
async function write(page, text) {
  await page.getByTestId('composer').fill(text);
  await page.getByTestId('composer').press('Enter');
  await page.locator('[data-testid=message-content]', { hasText: text }).last().waitFor();
}
