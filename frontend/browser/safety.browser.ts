import { describe, expect } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('what people write', () => {
  const { it } = withBrowser();

  it('is never HTML', async ({ join }) => {
    const ann = await join('ann', { displayName: '<b>Ann</b>' });
    const ben = await join('ben');
    await ann.api.createGroup([ben.api], '<i>group</i>');
    await ann.open('<i>group</i>');
    await ben.open('<i>group</i>');
    const attacks = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '[click](javascript:alert(1))',
      '<a href="https://example.org">there</a>',
      '![a picture](https://example.org/spy.png)',
    ];
    for (const attack of attacks) await ann.api.send(await chatIdOf(ann.page.url()), attack);
    await ben.sees(attacks[0]!);
    await ben.sees(attacks[1]!);
    await ben
      .at('message')
      .nth(attacks.length - 1)
      .waitFor();
    const made = ben.at('message-content').locator('img, script, iframe, a[href^="javascript:" i]');
    expect(await made.count()).toBe(0);
  });

  it('may be bold, italic, code and a link', async ({ join, known }) => {
    const ann = await known('ann');
    const ben = await join('ben');
    const { id } = await ann.createDirect(ben.api);
    await ann.send(id, '**bold** and *italic* and `code` and https://example.org/a?b=c');
    await ben.open('ann');
    const content = ben.at('message-content').first();
    await content.locator('strong', { hasText: /^bold$/ }).waitFor();
    await content.locator('em', { hasText: /^italic$/ }).waitFor();
    await content.locator('code', { hasText: /^code$/ }).waitFor();
    const link = content.locator('a');
    expect(await link.getAttribute('href')).toBe('https://example.org/a?b=c');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await link.getAttribute('target')).toBe('_blank');
  });
});

const chatIdOf = async (url: string) => decodeURIComponent(url.split('#/chat/')[1]!);
