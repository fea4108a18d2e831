import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render } from '@testing-library/react';
import { useEffect } from 'react';
import { SHORTCUTS, useShortcuts, type ShortcutHandlers } from './shortcuts';

function Page({ handlers }: { handlers: ShortcutHandlers }) {
  useShortcuts(handlers);
  return <textarea aria-label="box" />;
}

/** Closes by Escape before the page hears of the key, as the dialogs do. */
function ClosedByEscape() {
  useEffect(() => {
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    document.body.append(dialog);
    const close = (event: KeyboardEvent) => event.key === 'Escape' && dialog.remove();
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('keydown', close);
      dialog.remove();
    };
  }, []);
  return null;
}

afterEach(cleanup);

describe('the shortcuts of the page', () => {
  it('work wherever the focus is', () => {
    const switcher = jest.fn();
    const { getByLabelText } = render(<Page handlers={{ switcher }} />);
    expect(fireEvent.keyDown(getByLabelText('box'), { key: 'k', ctrlKey: true })).toBe(false);
    expect(switcher).toHaveBeenCalledTimes(1);
  });

  it('leave a key alone that somebody else has made use of', () => {
    const escape = jest.fn();
    const { getByLabelText } = render(<Page handlers={{ escape }} />);
    const box = getByLabelText('box');
    box.addEventListener('keydown', (event) => event.preventDefault());
    fireEvent.keyDown(box, { key: 'Escape' });
    expect(escape).not.toHaveBeenCalled();
  });

  it('leave to a dialog what is typed there, and the Escape that closes it; the switcher alone is heard', () => {
    const handlers = { escape: jest.fn(), help: jest.fn(), switcher: jest.fn() };
    render(
      <>
        <Page handlers={handlers} />
        <ClosedByEscape />
      </>,
    );
    fireEvent.keyDown(document.body, { key: '?' });
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(handlers.help).not.toHaveBeenCalled();
    expect(handlers.switcher).toHaveBeenCalledTimes(1);
    expect(handlers.escape).not.toHaveBeenCalled();

    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(handlers.escape).toHaveBeenCalledTimes(1);
  });

  it('have each a key of their own', () => {
    const keys = SHORTCUTS.flatMap(({ keys }) => keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
