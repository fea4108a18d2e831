import type { Tab } from './tab.js';

/**
 * Words in Latin letters that the page shows or speaks: texts, and what is read of labels, titles and placeholders.
 * What people wrote and what is one word in all languages is left out by `known`.
 */
export async function latinWords({ page }: Tab, known: RegExp): Promise<string[]> {
  const spoken = await page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      // What people wrote is what it is: names and texts, which the page leaves to find their own direction.
      if (parent && !parent.closest('script, style, bdi, [dir=auto], [lang=en]')) {
        texts.push(node.textContent ?? '');
      }
    }
    for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`))
        texts.push(element.getAttribute(name) ?? '');
    }
    return texts;
  });
  return [...new Set(spoken.filter((text) => /[A-Za-z]{2,}/.test(text.replace(known, ''))))];
}
