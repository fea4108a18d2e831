import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, render } from '@testing-library/react';
import { Markdown } from './markdown';
import { isEmojiOnly } from './markdown-tokens';
import { plainTextOf } from './plain-text';

const shown = (text: string) => render(<Markdown text={text} />).container;
/** Tag names of all elements, and all text. */
const tagsOf = (node: Element) => [...node.querySelectorAll('*')].map((child) => child.localName);

describe('the Markdown of a message', () => {
  afterEach(cleanup);

  it('shows bold, italic, strike and code', () => {
    const node = shown('**b** *i* ~~s~~ `c`');
    expect(tagsOf(node)).toEqual(['p', 'strong', 'em', 's', 'code']);
    expect(node.textContent).toBe('b i s c');
  });

  it('shows lists, quotes and blocks of code', () => {
    expect(tagsOf(shown('- one\n- two'))).toEqual(['ul', 'li', 'li']);
    expect(shown('3. three\n4. four').querySelector('ol')?.start).toBe(3);
    expect(tagsOf(shown('> said'))).toEqual(['blockquote', 'p']);
    expect(shown('```ts\nif (a < b)  c();\n```').querySelector('pre')?.textContent).toBe('if (a < b)  c();');
  });

  it('keeps line breaks, and plain texts as they are', () => {
    expect(shown('one\n  two').textContent).toBe('one\n  two');
    expect(shown('# no heading\n---\n2 * 3 * 4 snake_case_word').textContent).toBe(
      '# no heading\n---\n2 * 3 * 4 snake_case_word',
    );
    for (const text of ['>_<', '-', '1.', '*', '**', '`', '[', 'a | b\n--|--\n1 | 2', '[x]: http://a.b']) {
      expect(shown(text).textContent).toBe(text);
    }
  });

  it('makes links of addresses, in a tab of their own that cannot reach back', () => {
    const links = [
      ...shown('see https://a.example/x, [docs](http://b.example) me@c.example').querySelectorAll('a'),
    ];
    expect(links.map((link) => link.href)).toEqual([
      'https://a.example/x',
      'http://b.example/',
      'mailto:me@c.example',
    ]);
    for (const link of links) {
      expect(link.target).toBe('_blank');
      expect(link.rel).toBe('noopener noreferrer');
    }
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '[x](data:text/html,hello)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](//a.example)',
    '[x](#/chat/1)',
    '<javascript:alert(1)>',
  ])('never links to %s', (text) => {
    const node = shown(text);
    expect(tagsOf(node)).not.toContain('a');
    expect(node.textContent).toBe(text);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    'a <b onclick="x()">b</b>',
    '<a href="javascript:alert(1)">x</a>',
    '<!-- hidden -->',
    '![a picture](http://a.example/x.png)',
  ])('shows HTML and pictures as typed: %s', (text) => {
    const node = shown(text);
    expect(tagsOf(node).filter((tag) => tag !== 'p')).toEqual([]);
    expect(node.textContent).toBe(text);
  });

  it.each([
    ['quotes', '>'.repeat(4000)],
    ['quotes with spaces', '> '.repeat(2000)],
    ['lists in lists', '- '.repeat(2000)],
    ['numbered lists', '1. '.repeat(1333)],
    [
      'indented lists',
      Array.from({ length: 88 }, (_, n) => `${' '.repeat(n)}- x`)
        .join('\n')
        .slice(0, 4000),
    ],
    ['lists in quotes', '> - '.repeat(1000)],
    ['stars', '*'.repeat(4000)],
    ['stars and letters', '*a '.repeat(1333)],
    ['stars around letters', '*a*'.repeat(1333)],
    ['nested emphasis', '*a **b '.repeat(571)],
    ['underscores', '_a_ __b__ '.repeat(400)],
    ['brackets', '['.repeat(4000)],
    ['links in links', '[a]('.repeat(1000)],
    ['backticks', '`'.repeat(3999) + 'a'],
    ['backticks of all lengths', Array.from({ length: 88 }, (_, n) => '`'.repeat(n)).join(' ')],
    ['strikes', '~~a'.repeat(1333)],
    ['angles', '<'.repeat(4000)],
    ['half a tag', '<a '.repeat(1333)],
    ['addresses', 'http://'.repeat(571)],
    ['wwws', 'www.'.repeat(1000)],
    ['mail addresses', 'a@'.repeat(2000)],
    ['a long mail address', 'a.'.repeat(1990) + '@'],
    ['spaces', ' '.repeat(3999) + '*'],
    ['lines', '\n'.repeat(3999) + '*'],
    ['escapes', '\\*'.repeat(2000)],
    ['fences', '```\n'.repeat(1000)],
    ['entities', '&#1'.repeat(1333)],
    ['as many stars as are parsed', '*a '.repeat(600).padEnd(4000, 'x')],
    ['as many pairs of stars as are parsed', '*a**b '.repeat(200).padEnd(4000, 'x')],
    ['as many brackets as are parsed', '['.repeat(600).padEnd(4000, 'x')],
    ['as many half links as are parsed', '[a]('.repeat(300).padEnd(4000, 'x')],
    ['as many backticks as are parsed', Array.from({ length: 34 }, (_, n) => '`'.repeat(n)).join(' x ')],
  ])('neither hangs nor nests without end at 4,000 hostile characters: %s', (_, text) => {
    // What takes time without end meets the patience of the test runner.
    const node = shown(text);
    let depth = 0;
    for (let child: Element | null = node; child; child = child.firstElementChild) depth++;
    expect(depth).toBeLessThan(30);
  });
});

describe('an emoji-only message', () => {
  it('has one to three emoji and nothing else', () => {
    for (const text of ['👍', '❤️', '👩‍👩‍👧 🇩🇪', '👋🏽👋🏽👋🏽', '1️⃣']) expect(isEmojiOnly(text)).toBe(true);
    for (const text of ['', '1', '👍👍👍👍', 'ok 👍', '123', '*']) expect(isEmojiOnly(text)).toBe(false);
  });
});

describe('the plain text of a message', () => {
  it('says in one line what the Markdown says', () => {
    expect(plainTextOf('Can I **borrow** your `rope`, [here](https://a.example)?')).toBe(
      'Can I borrow your rope, here?',
    );
    expect(plainTextOf('- one\n- *two*\n\nthree')).toBe('one two three');
    expect(plainTextOf('> said\n\n```\nx = 1;\n```')).toBe('said x = 1;');
  });

  it('leaves alone what is no Markdown', () => {
    for (const text of ['2 * 3', '<b>x</b>', '>_<', '🧗']) expect(plainTextOf(text)).toBe(text);
  });
});
