import { describe, expect } from '@jest/globals';
import { violationsOfColours } from './testkit/axe.js';
import { atFirst, byAxe, inEveryState, onPhone, type Inspection, type Look } from './testkit/inspection.js';
import { withBrowser } from './testkit/with-browser.js';

/** By axe in the light theme; then, without another walk, what the dark one makes of it. */
const inBothThemes: Look = async (tab, place) => {
  const found = await byAxe(tab, place);
  await tab.dressed('dark');
  found.push(...(await violationsOfColours(tab)).map((what) => `${place}, dark: ${what}`));
  await tab.dressed('light');
  return found;
};

const IN_BOTH_THEMES: Inspection = {
  appearance: { kept: { 'converge.theme': 'light' } },
  look: inBothThemes,
};

describe('in the light and the dark theme axe finds nothing', () => {
  const { it } = withBrowser();

  it('in any state', async (cast) => expect(await inEveryState(cast, IN_BOTH_THEMES)).toEqual([]));
  it('signed out, nor with nothing there yet', async (cast) =>
    expect(await atFirst(cast, IN_BOTH_THEMES)).toEqual([]));
  it('on a phone', async (cast) => expect(await onPhone(cast, IN_BOTH_THEMES)).toEqual([]));
});
