import { describe, expect } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('from right to left', () => {
  const { it } = withBrowser();

  it('the language is changed without a reload, mirrors the page, and is remembered', async ({
    join,
    known,
  }) => {
    const ann = await join('ann', { displayName: 'آن' });
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    await ben.send(id, 'Hello');
    await ann.open('ben');
    await ann.write('مرحبا، كيف حالك؟');
    const sideOf = async (text: string) => {
      const box = await ann.message(text).getByTestId('message-content').boundingBox();
      const list = await ann.scroller.boundingBox();
      return box!.x + box!.width / 2 < list!.x + list!.width / 2 ? 'left' : 'right';
    };
    expect(await sideOf('Hello')).toBe('left');
    expect(await sideOf('مرحبا، كيف حالك؟')).toBe('right');

    await ann.settings('appearance');
    await ann.at('language-select').selectOption('ar');
    await ann.page.locator('html[lang=ar][dir=rtl]').waitFor({ state: 'attached' });
    await ann.page.keyboard.press('Escape');
    await ann.at('settings-dialog').waitFor({ state: 'detached' });
    expect(await sideOf('Hello')).toBe('right');
    expect(await sideOf('مرحبا، كيف حالك؟')).toBe('left');
    const list = await ann.at('chat-list').boundingBox();
    const composer = await ann.at('composer').boundingBox();
    expect(list!.x).toBeGreaterThan(composer!.x);

    await ann.reload();
    await ann.page.locator('html[lang=ar][dir=rtl]').waitFor({ state: 'attached' });
    await ann.sees('مرحبا، كيف حالك؟');
  });

  it('a browser that speaks Arabic gets Arabic from the start', async ({ visit }) => {
    const stranger = await visit('stranger', { window: { locale: 'ar-EG' } });
    await stranger.page.goto(stranger.home);
    await stranger.at('login-username').waitFor();
    await stranger.page.locator('html[lang=ar][dir=rtl]').waitFor({ state: 'attached' });
  });
});
