import type { KeyCombination } from './shortcut';

const MAC: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const OTHERS: Record<string, string> = { Mod: 'Ctrl' };
const ANYWHERE: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** What is written on the keys of a combination. */
export const keyCapsOf = (keys: KeyCombination, isMac: boolean): string[] =>
  keys.split('+').map((key) => (isMac ? MAC : OTHERS)[key] ?? ANYWHERE[key] ?? key);
