import { describe, expect, it } from '@jest/globals';
import { fits } from './shortcuts-match';

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) =>
  Object.assign(
    { key, code: '', target: document.body },
    { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
    more,
  );

describe('a shortcut', () => {
  it('has Ctrl as its modifier, and ⌘ on a Mac', () => {
    expect(fits('Mod+K', pressed('k', { ctrlKey: true }), false)).toBe(true);
    expect(fits('Mod+K', pressed('k', { metaKey: true }), false)).toBe(false);
    expect(fits('Mod+K', pressed('k', { metaKey: true }), true)).toBe(true);
    expect(fits('Mod+K', pressed('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('needs exactly its modifiers', () => {
    const down = pressed('ArrowDown', { altKey: true, shiftKey: true });
    expect(fits('Alt+Shift+ArrowDown', down, false)).toBe(true);
    expect(fits('Alt+Shift+ArrowDown', { ...down, shiftKey: false }, false)).toBe(false);
    expect(fits('Mod+K', pressed('k', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(fits('Escape', pressed('Escape', { shiftKey: true }), false)).toBe(false);
  });

  it('is found at its place on a keyboard of another script, but never in spite of what a Latin one types', () => {
    expect(fits('Mod+K', pressed('ن', { ctrlKey: true, code: 'KeyK' }), false)).toBe(true);
    expect(fits('Mod+K', pressed('t', { ctrlKey: true, code: 'KeyK' }), false)).toBe(false);
  });

  it('that is a sign is one however it is typed, but not while somebody writes', () => {
    expect(fits('?', pressed('?', { shiftKey: true }), false)).toBe(true);
    expect(
      fits('?', pressed('?', { shiftKey: true, target: document.createElement('textarea') }), false),
    ).toBe(false);
    expect(fits('/', pressed('/', { target: document.createElement('input') }), false)).toBe(false);
    expect(fits('/', pressed('/', { ctrlKey: true }), false)).toBe(false);
  });
});
