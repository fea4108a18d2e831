const STORAGE_KEY = 'converge.instances';

/** Open at first: Converge is there to be tested. Whoever folds it away does not see it again. */
export const isBarOpen = (): boolean => localStorage.getItem(STORAGE_KEY) !== 'folded';

export const rememberBar = (isOpen: boolean): void =>
  localStorage.setItem(STORAGE_KEY, isOpen ? 'open' : 'folded');
