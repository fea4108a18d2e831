import i18next, { type Namespace, type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';

function onLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** The language that is spoken now. */
export const useLanguage = (): string => useSyncExternalStore(onLanguage, () => i18next.language);

const fixed = new Map<string, TFunction>();

/**
 * `t` for what stands on the page many times over and comes and goes while one scrolls: `useTranslation` copies the whole
 * of i18next for each component that is mounted, which takes longer than drawing a message.
 */
export function useTexts<Ns extends Namespace & string>(namespace: Ns): TFunction<Ns> {
  const key = `${useLanguage()} ${namespace}`;
  const known = fixed.get(key) ?? i18next.getFixedT(i18next.language, namespace);
  fixed.set(key, known);
  return known as unknown as TFunction<Ns>;
}
