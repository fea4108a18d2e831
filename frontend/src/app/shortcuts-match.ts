import type { KeyCombination } from '../features/help/shortcut';

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>;

const isLetter = (key: string) => /^[a-z]$/i.test(key);
const isSign = (key: string) => key.length === 1 && !isLetter(key);

/** In these, signs are text. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable=true]');

/** The same place on a keyboard whose letters are not Latin. */
const isPlaceOf = (key: string, { key: typed, code }: Pressed): boolean =>
  isLetter(key) && !/^[\x20-\x7e]$/.test(typed) && code === `Key${key.toUpperCase()}`;

/** Whether these keys were pressed. A sign is taken as it was typed, whatever it takes to type it on this keyboard. */
export function fits(combination: KeyCombination, event: Pressed, isMac: boolean): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const has = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if (event.key.toLowerCase() !== key.toLowerCase() && !isPlaceOf(key, event)) return false;
  if (isSign(key)) return !event.ctrlKey && !event.metaKey && !isTyping(event.target);
  return (
    (isMac ? event.metaKey : event.ctrlKey) === has('Mod') &&
    !(isMac ? event.ctrlKey : event.metaKey) &&
    event.altKey === has('Alt') &&
    event.shiftKey === has('Shift')
  );
}
