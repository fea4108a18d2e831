import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, waitFor } from '@testing-library/react';
import { beyondDialogs, useBackCloses } from './back-closes';

function Dialog({ onClose }: { onClose: () => void }) {
  useBackCloses(onClose);
  return null;
}
const hasEntry = () => (history.state as { isDialog?: true } | null)?.isDialog === true;
const entry = (isThere: boolean) => waitFor(() => expect(hasEntry()).toBe(isThere));
const onPhone = (matches: boolean) => {
  window.matchMedia = jest.fn(() => ({ matches })) as unknown as typeof matchMedia;
};

describe('Back on a phone', () => {
  beforeEach(() => {
    onPhone(true);
    location.hash = `#/chat/${Math.random()}`;
    history.replaceState({ isFromList: true }, '');
  });
  afterEach(async () => {
    cleanup();
    await entry(false);
  });

  it('closes the dialog, and the page stays where it is', async () => {
    const onClose = jest.fn(() => view.unmount());
    const at = location.hash;
    const view = render(<Dialog onClose={onClose} />);
    await entry(true);
    history.back();
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(location.hash).toBe(at);
    expect(history.state).toEqual({ isFromList: true });
  });

  it('closes the topmost of two, then the other', async () => {
    const closed: string[] = [];
    const below = render(<Dialog onClose={() => (closed.push('below'), below.unmount())} />);
    const above = render(<Dialog onClose={() => (closed.push('above'), above.unmount())} />);
    await entry(true);
    history.back();
    await waitFor(() => expect(closed).toEqual(['above']));
    await entry(true);
    history.back();
    await waitFor(() => expect(closed).toEqual(['above', 'below']));
  });

  it('is not what a change of the address is', async () => {
    const onClose = jest.fn();
    onPhone(false);
    const view = render(<Dialog onClose={onClose} />);
    const isToldOf = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    location.hash = '#/chat/another';
    await isToldOf;
    expect(onClose).not.toHaveBeenCalled();
    view.unmount();
  });

  it('has nothing left of a dialog that was closed otherwise', async () => {
    const onClose = jest.fn();
    const view = render(<Dialog onClose={onClose} />);
    await entry(true);
    view.unmount();
    await entry(false);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('leads past a dialog from which the address was changed', async () => {
    const at = location.hash;
    const view = render(<Dialog onClose={() => {}} />);
    await entry(true);
    beyondDialogs(() => void (location.hash = '#/chat/other'));
    view.unmount();
    await waitFor(() => expect(location.hash).toBe('#/chat/other'));
    history.back();
    await waitFor(() => expect(location.hash).toBe(at));
    expect(hasEntry()).toBe(false);
  });
});

describe('beside the list', () => {
  it('a dialog is nothing to go back from', async () => {
    onPhone(false);
    const length = history.length;
    const view = render(<Dialog onClose={() => {}} />);
    await new Promise((resolve) => setTimeout(resolve));
    expect(history.length).toBe(length);
    view.unmount();
  });
});
