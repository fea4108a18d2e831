import { useEffect, useEffectEvent } from 'react';
import { isMac, type Shortcut, type ShortcutName } from '../features/help/shortcut';
import { fits } from './shortcuts-match';

/** All keys there are; the help is made of this table. Those of the group `writing` are the composer's own. */
export const SHORTCUTS: readonly Shortcut[] = [
  { name: 'switcher', group: 'everywhere', keys: ['Mod+K'] },
  { name: 'nextUnread', group: 'everywhere', keys: ['Alt+Shift+ArrowDown'] },
  { name: 'previousUnread', group: 'everywhere', keys: ['Alt+Shift+ArrowUp'] },
  { name: 'search', group: 'everywhere', keys: ['/', 'Mod+Shift+F'] },
  { name: 'escape', group: 'everywhere', keys: ['Escape'] },
  { name: 'help', group: 'everywhere', keys: ['?'] },
  { name: 'send', group: 'writing', keys: ['Enter'] },
  { name: 'newLine', group: 'writing', keys: ['Shift+Enter'] },
  { name: 'editLast', group: 'writing', keys: ['ArrowUp'] },
];

export type ShortcutHandlers = Partial<Record<ShortcutName, () => void>>;

/** A toast is a dialog too, but one beside which the page goes on. */
const OVERLAYS =
  '[role=dialog]:not([aria-modal=false]), [role=alertdialog]:not([aria-modal=false]), [role=menu]';

/** Listens for the keys of the table wherever the focus is. While something lies over the page, only the switcher's key is ours. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const run = useEffectEvent((event: KeyboardEvent, isCovered: boolean) => {
    if (event.defaultPrevented || event.isComposing) return;
    const shortcut = SHORTCUTS.find(({ keys }) =>
      keys.some((combination) => fits(combination, event, isMac())),
    );
    const handler = shortcut && handlers[shortcut.name];
    if (!handler || (isCovered && shortcut.name !== 'switcher')) return;
    event.preventDefault();
    handler();
  });

  useEffect(() => {
    // Looked at before anybody has heard of the key: the Escape that closes a dialog is not one more for the page.
    let isCovered = false;
    const look = () => (isCovered = document.querySelector(OVERLAYS) !== null);
    const listen = (event: KeyboardEvent) => run(event, isCovered);
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
