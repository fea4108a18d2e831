import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ConfirmDialog } from './confirm-dialog';
import { Toasts } from './toast';

const onConfirm = jest.fn<() => Promise<void>>();
const onClose = jest.fn();
const dialog = (
  <>
    <ConfirmDialog title="Delete?" text="For all." confirmLabel="Delete" {...{ onConfirm, onClose }} />
    <Toasts />
  </>
);
const confirm = () => fireEvent.click(screen.getByTestId('confirm'));

afterEach(() => {
  cleanup();
  for (const mock of [onConfirm, onClose]) mock.mockReset();
});

describe('a question', () => {
  it('closes once what was confirmed is done', async () => {
    onConfirm.mockResolvedValue();
    render(dialog);
    confirm();
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  });

  it('stays and says why it was not done; until it is tried again', async () => {
    onConfirm.mockRejectedValueOnce(new Error('The server cannot be reached.'));
    render(dialog);
    confirm();
    expect((await screen.findByRole('alert')).textContent).toBe('The server cannot be reached.');
    expect(onClose).not.toHaveBeenCalled();
    onConfirm.mockResolvedValue();
    confirm();
    expect(screen.queryByRole('alert')).toBeNull();
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  });

  it('that was left meanwhile says it beside the page', async () => {
    let fail = (_: Error) => {};
    onConfirm.mockReturnValue(new Promise((_, reject) => (fail = reject)));
    const { rerender } = render(dialog);
    confirm();
    rerender(<Toasts />);
    await act(async () => fail(new Error('Refused.')));
    expect((await screen.findByTestId('toast')).textContent).toContain('Refused.');
  });
});
