import { describe, expect } from '@jest/globals';
import { violationsOf } from './testkit/axe.js';
import type { Appearance, Cast } from './testkit/cast.js';
import { throughEveryState } from './testkit/every-state.js';
import { PHONE } from './testkit/phone.js';
import type { Tab } from './testkit/tab.js';
import { latinWords } from './testkit/texts.js';
import { withBrowser } from './testkit/with-browser.js';

const GUISES: Record<string, Appearance> = {
  'in the light theme': { kept: { 'converge.theme': 'light' } },
  'in the dark theme': { kept: { 'converge.theme': 'dark' } },
  'in Arabic, from right to left': { kept: { 'converge.language': 'ar' } },
};

/** Initials, names of people, instances and devices, brands, keys, and technical terms that Arabic keeps. */
const SAME_IN_ARABIC =
  /^[A-Z]{1,2}$|^node$|Mozilla.*|English|Converge|Ann Miller|Ben Okafor|Climbing|@?(ann|ben)-\w+|(user|sender|receiver|worker)-\d+|GraphiQL|GraphQL|JSON|WebSocket|Postgres|Redis|Chrom\w+|Linux|HeadlessChrome\S*|p50|p95|Ctrl|Alt|Shift|Esc(ape)?|Enter|Tab|K\b|[\w.-]+@example\.org|\bms\b|[0-9a-f]{8,}/gi;

/** Somebody with a chat of several kinds of messages. */
async function settled({ join }: Cast, appearance: Appearance): Promise<Tab> {
  const ann = await join('ann', { displayName: 'Ann Miller', ...appearance });
  const ben = await join('ben', { displayName: 'Ben Okafor' });
  const { id } = await ann.api.createGroup([ben.api], 'Climbing');
  await ben.api.send(id, 'Are you in on *Friday*? https://example.org/routes `6b+`');
  const gone = await ben.api.send(id, 'gone');
  await ben.api.erase(gone.id);
  const edited = await ann.api.send(id, 'Half past sxi?');
  await ann.api.edit(edited.id, 'Half past six?');
  await ann.api.createDirect(ben.api);
  await ann.open('Climbing');
  await ann.sees('Half past six?');
  return ann;
}

describe('accessibility', () => {
  const { it } = withBrowser();

  for (const [guise, appearance] of Object.entries(GUISES)) {
    const isArabic = appearance.kept?.['converge.language'] === 'ar';

    it(`axe finds nothing in any state ${guise}`, async (cast) => {
      const ann = await settled(cast, appearance);
      const found: string[] = [];
      await throughEveryState(ann, async (state) => {
        found.push(...(await violationsOf(ann)).map((what) => `${state}: ${what}`));
        // The names of emoji are data, and there are none in Arabic.
        const english = isArabic && state !== 'emoji' ? await latinWords(ann, SAME_IN_ARABIC) : [];
        found.push(...english.map((text) => `${state}: not in Arabic: ${text}`));
      });
      expect(found).toEqual([]);
    });

    it(`axe finds nothing signed out, nor with nothing there yet ${guise}`, async ({ visit, join }) => {
      const stranger = await visit('stranger', appearance);
      await stranger.page.goto(stranger.home);
      const found: string[] = [];
      await stranger.at('login-username').waitFor();
      found.push(...(await violationsOf(stranger)).map((what) => `sign-in: ${what}`));
      await stranger.at('signup-open').click();
      await stranger.at('signup-email').waitFor();
      found.push(...(await violationsOf(stranger)).map((what) => `sign-up: ${what}`));
      const ann = await join('ann', appearance);
      found.push(...(await violationsOf(ann)).map((what) => `empty: ${what}`));
      expect(found).toEqual([]);
    });

    it(`axe finds nothing on a phone ${guise}`, async (cast) => {
      const ann = await settled(cast, { ...appearance, window: PHONE });
      const found = (await violationsOf(ann)).map((what) => `phone chat: ${what}`);
      await ann.back();
      found.push(...(await violationsOf(ann)).map((what) => `phone list: ${what}`));
      expect(found).toEqual([]);
    });
  }
});
