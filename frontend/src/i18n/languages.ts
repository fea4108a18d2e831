import { keepText, keptText } from '../ui/preferences/browser-store';

/** The languages of the client, each in its own words, with the direction of its script. */
export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
} as const;

export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = 'converge.language';

const isLanguage = (text: string | null | undefined): text is Language => !!text && text in LANGUAGES;

/** What the person chose, else the first of the browser's languages that there is, else English. */
export function preferredLanguage(): Language {
  const chosen = keptText(STORAGE_KEY);
  if (isLanguage(chosen)) return chosen;
  const spoken = navigator.languages.map((tag) => tag.split('-')[0]);
  return spoken.find(isLanguage) ?? 'en';
}

/** The language as it is spoken where the person is: en-GB has another clock than en-US. For dates and numbers. */
export const localeOf = (language: string): string =>
  navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;

export const rememberLanguage = (language: Language): void => void keepText(STORAGE_KEY, language);
