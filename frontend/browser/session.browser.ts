import { describe, expect } from '@jest/globals';
import { Person, startStack } from '@converge/test/testkit';
import { withBrowser } from './testkit/with-browser.js';

/** Seconds; the shortest that the user service takes. */
const SHORT = '10';

describe('a session', () => {
  const { it } = withBrowser(() =>
    startStack({ users: 1, senders: 1, receivers: 1, workers: 1, env: { ACCESS_TOKEN_TTL_S: SHORT } }),
  );

  it('outlives its access tokens without a visible break', async ({ join, stack }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    // By now the tokens that both joined with may have ended.
    const { id } = await (await Person.signIn(stack, ann.api.username)).createDirect(ben.api);
    await ann.open('ben');
    await ben.open('ann');
    await ann.page.evaluate(() => Object.assign(window, { isSamePage: true }));
    // The first token of the page is used, refused once it has expired, and replaced: as often as it takes.
    const tokens = new Set<string>();
    const written: string[] = [];
    ann.page.on('request', (request) => {
      const { authorization } = request.headers();
      if (authorization !== undefined) tokens.add(authorization);
    });
    while (tokens.size < 3) {
      const text = `message ${written.length + 1}`;
      await ann.write(text);
      await ann.tick(text, 'read');
      written.push(text);
    }
    const history = await (await Person.signIn(stack, ben.api.username)).history(id);
    expect(history.map(({ content }) => content)).toEqual(written);
    // Only what is in view and a little more is on the page.
    const shown = await ben.contents();
    expect(shown).toEqual(written.slice(-shown.length));
    await ann.isLive();
    expect(await ann.page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });
});
