import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en';
import { LANGUAGES, preferredLanguage, rememberLanguage, type Language } from './languages';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof en;
  }
}

type Texts = Record<string, object>;

/** Only the language that is spoken is loaded; each is a file of its own. */
const TEXTS: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en')).en,
  ar: async () => (await import('./ar')).ar,
};

/** Starts the texts with what is there already; React renders what `t` answers. */
export async function startTexts(language: Language, texts: Texts): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: texts },
    defaultNS: 'app',
    // React escapes by itself.
    interpolation: { escapeValue: false },
    // A key without a text is a mistake; a test compares the languages.
    returnNull: false,
  });
  dress(language);
}

/** Loads the person's language; to be awaited before the first render. */
export async function loadTexts(): Promise<void> {
  const language = preferredLanguage();
  await startTexts(language, await TEXTS[language]());
}

/** Changes the language at once, without a reload, and remembers it. */
export async function speak(language: Language): Promise<void> {
  const texts = await TEXTS[language]();
  for (const [namespace, words] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, words, true, true);
  }
  await i18next.changeLanguage(language);
  rememberLanguage(language);
  dress(language);
}

/** The language and direction of the page, which all logical CSS follows. */
function dress(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].dir;
}
