import { describe, expect } from '@jest/globals';
import { eventually, startStack } from '@converge/test/testkit';
import { operator } from './testkit/admin.js';
import { violationsOf, violationsOfColours } from './testkit/axe.js';
import { PHONE } from './testkit/phone.js';
import { POISON, refusingPoison } from './testkit/poison.js';
import type { Tab } from './testkit/tab.js';
import { latinWords } from './testkit/texts.js';
import { withBrowser } from './testkit/with-browser.js';

/** Names of instances, events and products, ids, and what Arabic keeps. */
const SAME_IN_ARABIC =
  /(user|sender|receiver|worker)-\d+|Message[A-Z]\w+|Converge|GraphiQL|Postgres|Redis|Admin|^AD?$|p50|p99|[0-9a-f-]{8,}/gi;

const finding = (tab: Tab, name: string) => tab.page.locator(`[data-finding=${name}]`);

/** What an instance does a second, as the page says. */
async function rate(tab: Tab, instance: string): Promise<number> {
  const cell = tab.page.locator(`[data-instance=${instance}] [data-measure=work]`);
  return Number((await cell.innerText()).replaceAll(',', ''));
}

const overflow = ({ page }: Tab) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('the operations', () => {
  const { it } = withBrowser(() => startStack({ users: 1, workers: 1 }));

  it('are for administrators: others have no entry, and the address says so', async ({ join }) => {
    const ann = await join('ann');
    await ann.at('main-menu').click();
    await ann.at('diagnostics-open').waitFor();
    expect(await ann.at('operations-open').count()).toBe(0);
    await ann.press('Escape');
    await ann.at('diagnostics-open').waitFor({ state: 'detached' });
    await ann.page.goto(`${ann.home}/#/operations`);
    await ann.at('operations').getByText('For administrators only').waitFor();
    expect(await ann.at('operations-lane').count()).toBe(0);
    await ann.at('operations-back').click();
    await ann.at('chat-list').waitFor({ state: 'visible' });
  });

  it('show every instance, and what each does while messages are sent', async (cast) => {
    const [ann, ben] = await Promise.all([cast.known('ann'), cast.known('ben')]);
    const { id } = await ann.createDirect(ben);
    const feeds = await Promise.all([ann.follow(id, { via: 1 }), ben.follow(id, { via: 2 })]);
    const admin = await operator(cast);
    await admin.page.locator('[data-testid=operations] h1:focus').waitFor();
    for (const name of ['sender-1', 'sender-2', 'receiver-1', 'receiver-2', 'worker-1', 'user-1'])
      await admin.page.locator(`[data-instance=${name}]`).waitFor();

    await eventually('everybody is seen at work', async () => {
      const some = Array.from({ length: 10 }, (_, index) => `message ${index}`);
      await Promise.all(some.map((text, index) => ann.send(id, text, { via: 1 + (index % 2) })));
      const rates = await Promise.all(
        ['sender-1', 'sender-2', 'receiver-1', 'receiver-2', 'worker-1'].map((name) => rate(admin, name)),
      );
      if (rates.every((one) => one > 0)) return true;
      throw new Error(`a second: ${rates.join(', ')}`);
    });
    await Promise.all(feeds.map((feed) => feed.close()));
    await eventually('all is quiet again', async () => (await rate(admin, 'sender-1')) === 0);

    await admin.reload();
    await admin.at('operations-lane').first().waitFor();
    await admin.at('operations-back').click();
    await admin.at('chat-list').waitFor({ state: 'visible' });
    await admin.isFocused('main-menu');
  });

  it('tell that a worker was killed, and that it is there again', async (cast) => {
    const admin = await operator(cast);
    await cast.stack.withoutRestarts(async () => {
      await cast.stack.kill('worker-1');
      await finding(admin, 'noInstance').filter({ hasText: 'Workers' }).waitFor();
      await finding(admin, 'gone').filter({ hasText: 'worker-1' }).waitFor();
    });
    await finding(admin, 'restarted').filter({ hasText: 'worker-1' }).waitFor();
    await finding(admin, 'noInstance').waitFor({ state: 'detached' });
  });

  it('say that they may be old when nobody answers', async (cast) => {
    const admin = await operator(cast);
    await admin.offline();
    await finding(admin, 'silent').filter({ hasText: 'What you see is as of' }).waitFor();
    await admin.offline(false);
    await finding(admin, 'silent').waitFor({ state: 'detached' });
  });

  it('show what could not be stored; once Postgres takes it, it is stored by a click', async (cast) => {
    const ann = await cast.join('ann');
    await ann.api.createDirect(await cast.known('ben'));
    await ann.open('ben');
    const admin = await operator(cast);
    await refusingPoison(cast.stack, async () => {
      await ann.write(POISON);
      const letter = admin.at('dead-letter');
      await letter.filter({ hasText: 'no_poison' }).waitFor();
      await finding(admin, 'deadLetters').waitFor();

      const putAside = () => letter.locator('time').getAttribute('datetime');
      const before = await putAside();
      await admin.at('dead-letter-select').check();
      await admin.at('dead-letters-redrive').click();
      await admin.at('toast').filter({ hasText: '1 event is tried once more' }).waitFor();
      await eventually('it has come back', async () => (await putAside()) !== before);
    });
    await ann.tick(POISON, 'accepted');

    await admin.at('dead-letters-select-all').check();
    await admin.at('dead-letters-redrive').click();
    await ann.tick(POISON, 'stored');
    await admin.at('dead-letter').waitFor({ state: 'detached' });
    await finding(admin, 'deadLetters').waitFor({ state: 'detached' });
  });

  it('discard what is given up, after asking; axe finds nothing, light or dark, in Arabic, on a phone', async (cast) => {
    const ann = await cast.known('ann');
    const { id } = await ann.createDirect(await cast.known('ben'));
    await refusingPoison(cast.stack, async () => {
      await ann.send(id, POISON);
      const admin = await operator(cast, { kept: { 'converge.theme': 'light' } });
      await admin.at('dead-letter').waitFor();
      expect(await violationsOf(admin)).toEqual([]);
      await admin.dressed('dark');
      expect(await violationsOfColours(admin)).toEqual([]);

      const arabic = await operator(cast, { kept: { 'converge.language': 'ar' }, window: PHONE });
      await arabic.at('dead-letter').waitFor();
      expect(await violationsOf(arabic)).toEqual([]);
      expect(await latinWords(arabic, SAME_IN_ARABIC)).toEqual([]);
      expect(await overflow(arabic)).toBeLessThanOrEqual(0);

      await admin.at('dead-letter-select').check();
      await admin.at('dead-letters-discard').click();
      await admin.at('confirm').click();
      // First what does not stay.
      await admin.at('toast').filter({ hasText: '1 event is discarded' }).waitFor();
      await admin.at('dead-letter').waitFor({ state: 'detached' });
      await arabic.at('dead-letter').waitFor({ state: 'detached' });
    });
  });
});
