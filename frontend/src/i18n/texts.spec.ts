import { describe, expect, it } from '@jest/globals';
import { ar } from './ar';
import { en } from './en';

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text by its path. */
function textsOf(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const at = path ? `${path}.${key}` : key;
    return typeof value === 'string' ? [[at, value] as [string, string]] : textsOf(value as object, at);
  });
}

/** A text with plural forms counts as one. */
const keysOf = (texts: object) => [...new Set(textsOf(texts).map(([key]) => key.replace(PLURAL, '')))].sort();

const placesOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

const formsOf = (texts: object, language: string) => {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = new Set(textsOf(texts).map(([key]) => key));
  const plural = [...keys].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''));
  return [...new Set(plural)].flatMap((key) =>
    wanted.filter((form) => !keys.has(`${key}_${form}`)).map((form) => `${key}_${form}`),
  );
};

describe('the texts', () => {
  it('say the same things in Arabic as in English', () => {
    expect(keysOf(ar)).toEqual(keysOf(en));
  });

  it('have every plural form that their language knows', () => {
    expect(formsOf(en, 'en')).toEqual([]);
    expect(formsOf(ar, 'ar')).toEqual([]);
  });

  it('fill in the same names and numbers in both languages', () => {
    const english = new Map(textsOf(en).map(([key, text]) => [key.replace(PLURAL, ''), placesOf(text)]));
    const strange = textsOf(ar)
      // An Arabic form for one or two may say the number in its word.
      .filter(([key]) => !/_(zero|one|two)$/.test(key))
      .filter(([key, text]) => {
        const wanted = english.get(key.replace(PLURAL, '')) ?? [];
        return JSON.stringify(placesOf(text)) !== JSON.stringify(wanted);
      });
    expect(strange).toEqual([]);
  });

  it('are none of them empty', () => {
    expect([...textsOf(en), ...textsOf(ar)].filter(([, text]) => !text.trim())).toEqual([]);
  });
});
