/**
 * Keys are named as KeyboardEvent.key names them, joined by '+' after their modifiers: 'Mod+K', 'Alt+Shift+ArrowUp'.
 * Mod is ⌘ on a Mac and Ctrl elsewhere.
 */
export type KeyCombination = string;

export type ShortcutGroup = 'everywhere' | 'writing';

/** One line of the help; the name is also the key of its text. */
export type ShortcutName =
  | 'switcher'
  | 'nextUnread'
  | 'previousUnread'
  | 'search'
  | 'escape'
  | 'help'
  | 'send'
  | 'newLine'
  | 'editLast';

export interface Shortcut {
  readonly name: ShortcutName;
  readonly group: ShortcutGroup;
  /** Any of these. */
  readonly keys: readonly KeyCombination[];
}

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);
