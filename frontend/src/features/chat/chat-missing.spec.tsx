import { afterEach, expect, it } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { ChatMissing } from './chat-missing';

afterEach(cleanup);

/** A page in which the chat, with a box to write in, may be gone; beside it a list. */
const page = (isGone: boolean) => (
  <>
    <input aria-label="search" />
    {isGone ? <ChatMissing wasHere onBack={() => {}} /> : <textarea aria-label="message" />}
  </>
);
const back = () => screen.getByRole('button', { name: 'Back to the list' });

it('takes the focus of the chat that went away', async () => {
  const { rerender } = render(page(false));
  screen.getByLabelText('message').focus();
  rerender(page(true));
  await waitFor(() => expect(document.activeElement).toBe(back()));
});

it('leaves the focus where it is beside the chat', async () => {
  const { rerender } = render(page(false));
  screen.getByLabelText('search').focus();
  rerender(page(true));
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(screen.getByLabelText('search'));
});
