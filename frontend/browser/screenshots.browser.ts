import { describe } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { operator } from './testkit/admin.js';
import { PHONE } from './testkit/phone.js';
import type { Tab } from './testkit/tab.js';
import { withBrowser } from './testkit/with-browser.js';

const DOCS = path(import.meta.dirname, '../../docs');

/** Lines that one sees to be lines; every two seconds there is one more sample. */
const SAMPLES_SHOWN = process.env.SCREENSHOTS === undefined ? 3 : 35;

/** Written by `npm run screenshot` only; the way to them is walked in any case, so that it stays open. */
async function show({ page }: Tab, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (process.env.SCREENSHOTS === undefined) return;
  mkdirSync(DOCS, { recursive: true });
  writeFileSync(path(DOCS, `${name}.png`), shot);
}

describe('screenshots', () => {
  const { it } = withBrowser();

  it('show what people see: list, chat, phone, dark, diagnostics, Arabic', async ({ join, enter }) => {
    const ann = await join('ann', {
      displayName: 'Ann Miller',
      pins: { sender: 1, receiver: 1 },
      kept: { 'converge.theme': 'light' },
    });
    const ben = await join('ben', { displayName: 'Ben Okafor', pins: { sender: 2, receiver: 2 } });
    const cem = await join('cem', { displayName: 'Cem Yıldız', pins: { sender: 2, receiver: 1 } });
    const leila = await join('leila', { displayName: 'ليلى حداد', pins: { sender: 1, receiver: 2 } });
    await ann.api.createGroup([ben.api, cem.api, leila.api], 'Climbing on Friday');
    const trip = await cem.api.createGroup([ann.api, ben.api], 'Alps in July');
    const direct = await ann.api.createDirect(ben.api);
    const arabic = await leila.api.createDirect(ann.api);
    await cem.api.send(trip.id, 'The hut has four beds left for the 12th');
    await ann.api.send(trip.id, 'Take them!');
    await ben.api.send(trip.id, 'Booked 🏔️');
    await leila.api.send(arabic.id, 'مساء الخير! هل تأتين إلى الصالة يوم الجمعة؟');
    await ben.api.send(direct.id, 'Can I borrow your **helmet**?');
    await ann.api.send(direct.id, 'Of course, it is in the hall');

    for (const tab of [ann, ben, cem]) await tab.open('Climbing on Friday');
    await ann.write('Are you in on Friday? The new routes are up 🧗');
    await ben.sees('Are you in on Friday? The new routes are up 🧗');
    await ben.write('Yes! I bring the rope.');
    await cem.sees('Yes! I bring the rope.');
    await cem.write(
      'Me too. There is a `6b+` on the *left* wall: https://example.org/routes',
      'Me too. There is a 6b+ on the left wall: https://example.org/routes',
    );
    await ann.at('message').nth(2).waitFor();
    await ann.write('Perfect. Half past six?');
    await ben.sees('Perfect. Half past six?');
    await ben.write('Half past six it is.');
    await leila.open('Climbing on Friday');
    await leila.sees('Half past six it is.');
    await ann.tick('Perfect. Half past six?', 'read');
    await cem.api.send(trip.id, 'And who drives?');
    await ann.badge('Alps in July', 2);
    await ann.write('See you there!');
    await ann.tick('See you there!', 'read');
    await show(ann, 'chat');

    await ann.mainMenu('diagnostics-open');
    await ann.at('diagnostics-matrix').waitFor();
    await show(ann, 'diagnostics');

    const look = async (kept: Record<string, string>) =>
      enter(ann.api, 'Ann Miller', { pins: { sender: 1, receiver: 1 }, kept });
    const dark = await look({ 'converge.theme': 'dark' });
    await dark.open('Climbing on Friday');
    await dark.sees('See you there!');
    await show(dark, 'dark');

    const list = await look({ 'converge.theme': 'light' });
    await list.badge('Alps in July', 2);
    await show(list, 'list');

    const rtl = await look({ 'converge.theme': 'light', 'converge.language': 'ar' });
    await rtl.open('ليلى حداد');
    await rtl.write('مساء النور، نعم بالتأكيد 🧗');
    await show(rtl, 'rtl');

    const phone = await enter(ann.api, 'Ann Miller', { kept: { 'converge.theme': 'light' }, window: PHONE });
    await phone.open('Climbing on Friday');
    await phone.sees('See you there!');
    await show(phone, 'phone');
  });

  it('show the operations at work', async (cast) => {
    const people = await Promise.all(['ann', 'ben', 'cem'].map((name) => cast.known(name)));
    const { id } = await people[0]!.createGroup(people.slice(1), 'Climbing on Friday');
    const feeds = await Promise.all(people.map((one, index) => one.follow(id, { via: 1 + (index % 2) })));
    const admin = await operator(cast, {
      kept: { 'converge.theme': 'light' },
      window: { viewport: { width: 1440, height: 1000 } },
    });
    const line = admin.page.locator('[data-instance=sender-1] [data-measure=work] path').nth(1);
    const samples = async () => ((await line.getAttribute('d')) ?? '').split(/[ML]/).length - 1;
    for (let round = 0; (await samples()) < SAMPLES_SHOWN; round++) {
      // Busier and quieter, as a day is.
      const count = Math.round(12 + 10 * Math.sin(round / 8));
      const one = (index: number) =>
        people[index % people.length]!.send(id, `${round}.${index}`, {
          via: 1 + ((round + index) % 3 ? 0 : 1),
        });
      await Promise.all(Array.from({ length: count }, (_, index) => one(index)));
    }
    await show(admin, 'operations');
    await Promise.all(feeds.map((feed) => feed.close()));
  });
});
