import { describe, expect } from '@jest/globals';
import { atFirst, byAxe, inEveryState, onPhone, type Inspection } from './testkit/inspection.js';
import { latinWords } from './testkit/texts.js';
import { withBrowser } from './testkit/with-browser.js';

/** Initials, names of people, instances and devices, brands, keys, and technical terms that Arabic keeps. */
const SAME_IN_ARABIC =
  /^[A-Z]{1,2}$|^node$|Mozilla.*|English|Converge|Ann Miller|Ben Okafor|Climbing|@?(ann|ben)-\w+|(user|sender|receiver|worker)-\d+|GraphiQL|GraphQL|JSON|WebSocket|Postgres|Redis|Chrom\w+|Linux|HeadlessChrome\S*|p50|p95|Ctrl|Alt|Shift|Esc(ape)?|Enter|Tab|K\b|[\w.-]+@example\.org|\bms\b|[0-9a-f]{8,}/gi;

const IN_ARABIC: Inspection = {
  appearance: { kept: { 'converge.language': 'ar' } },
  async look(tab, place) {
    const found = await byAxe(tab, place);
    // The names of emoji are data, and there are none in Arabic.
    const english = place === 'emoji' ? [] : await latinWords(tab, SAME_IN_ARABIC);
    return [...found, ...english.map((text) => `${place}: not in Arabic: ${text}`)];
  },
};

describe('in Arabic, from right to left, axe finds nothing, and nothing is left in English', () => {
  const { it } = withBrowser();

  it('in any state', async (cast) => expect(await inEveryState(cast, IN_ARABIC)).toEqual([]));
  it('signed out, nor with nothing there yet', async (cast) =>
    expect(await atFirst(cast, IN_ARABIC)).toEqual([]));
  it('on a phone', async (cast) => expect(await onPhone(cast, IN_ARABIC)).toEqual([]));
});
