import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { createCell } from '../sync/cell';
import type { Core } from './core';

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

it('offers to load the page again when the code of the sign-in page cannot be had', async () => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
  jest.unstable_mockModule('../features/sign-in/sign-in-page', () => {
    throw new TypeError('Failed to fetch dynamically imported module');
  });
  jest.unstable_mockModule('./signed-in', () => ({ SignedIn: () => null }));
  const { App } = await import('./app');
  const state = createCell({ phase: 'signed-out', reason: null });
  render(<App core={{ session: { state, restore: () => Promise.resolve() } } as unknown as Core} />);
  expect((await screen.findByTestId('reload')).textContent).toBe('Reload');
});
