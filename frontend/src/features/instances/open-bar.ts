import { keepText, keptText } from '../../ui/preferences/browser-store';

const STORAGE_KEY = 'converge.instances';

/** Open at first, where there is room for it: Converge is there to be tested. Whoever folds it away does not see it again. */
export const isBarOpen = (): boolean => {
  const kept = keptText(STORAGE_KEY);
  return kept === null ? matchMedia('(min-width: 45.01rem)').matches : kept === 'open';
};

export const rememberBar = (isOpen: boolean): void => void keepText(STORAGE_KEY, isOpen ? 'open' : 'folded');
