import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createCell } from '../../sync/cell';
import { AccountContext, type Account } from '../../sync/context';
import type { DeadLetterPage } from '../../sync/dead-letter-list';
import type { DeadLetterOutcome } from '../../sync/model';
import { Toasts } from '../../ui/toast';
import { DeadLettersSection } from './dead-letters-section';
import { deadLetter, report } from './testkit/operations';

const EMPTY: DeadLetterPage = { letters: null, hasMore: false, number: 0, failure: null };
const page = createCell(EMPTY);
const act = () => jest.fn<(ids: readonly string[]) => Promise<DeadLetterOutcome>>();
const list = { page, refresh: jest.fn(), older: jest.fn(), newer: jest.fn(), redrive: act(), discard: act() };

function open(letters: DeadLetterPage['letters'], count = letters?.length ?? 0): void {
  page.set({ ...EMPTY, letters });
  render(
    <AccountContext value={{ deadLetters: list } as unknown as Account}>
      <DeadLettersSection report={report({ deadLetterCount: count })} />
      <Toasts />
    </AccountContext>,
  );
}

const newer = deadLetter('newer', { at: '2026-11-21T12:05:00.000Z' });
const rows = () => screen.getAllByTestId('dead-letter').map(({ dataset }) => dataset['letter']);
const select = (index: number) => userEvent.click(screen.getAllByTestId('dead-letter-select')[index]!);
/** A danger is shown, and once more said at once. Time for a busy machine: the code of toasts comes with the first. */
const said = async (text: RegExp) =>
  expect(await screen.findAllByText(text, {}, { timeout: 10_000 })).not.toEqual([]);

beforeEach(() => {
  for (const mock of [list.refresh, list.older, list.newer]) mock.mockReset();
  for (const mock of [list.redrive, list.discard])
    mock.mockReset().mockImplementation(async (ids) => ({ done: [...ids], unknown: [] }));
});
afterEach(cleanup);

describe('the dead letters', () => {
  it('are not asked for while there are none', () => {
    open(null, 0);
    expect(screen.getByText(/^There are none/)).toBeTruthy();
    expect(list.refresh).not.toHaveBeenCalled();
  });

  it('are read as soon as there are any, and shown with their reason', () => {
    open([deadLetter('a'), deadLetter('b', { chatId: null, requestId: null })], 2);
    expect(list.refresh).toHaveBeenCalledTimes(1);
    const [first, second] = screen.getAllByTestId('dead-letter');
    expect(first!.textContent).toContain('invalid byte sequence (22021)');
    expect(first!.textContent).toContain('request-of-a');
    expect(second!.querySelectorAll('code')).toHaveLength(0);
  });

  it('are redriven one, some or all of them, and what became of them is told', async () => {
    open([deadLetter('a'), deadLetter('b'), deadLetter('c')]);
    await userEvent.click(screen.getByTestId('dead-letters-redrive'));
    expect(list.redrive).not.toHaveBeenCalled();
    await select(1);
    const all = screen.getByTestId<HTMLInputElement>('dead-letters-select-all');
    expect(all.indeterminate).toBe(true);
    list.redrive.mockResolvedValueOnce({ done: [], unknown: ['b'] });
    await userEvent.click(screen.getByTestId('dead-letters-redrive'));
    expect(list.redrive).toHaveBeenLastCalledWith(['b']);
    await said(/1 was not there any more/);
    expect(all.indeterminate).toBe(false);
    await userEvent.click(all);
    await userEvent.click(screen.getByTestId('dead-letters-redrive'));
    expect(list.redrive).toHaveBeenLastCalledWith(['a', 'b', 'c']);
    await said(/3 events are tried once more/);
  });

  it('are discarded only after a question, and for good', async () => {
    open([deadLetter('a'), deadLetter('b')]);
    await select(0);
    await userEvent.click(screen.getByTestId('dead-letters-discard'));
    await said(/^Discard 1 event\?/);
    expect(list.discard).not.toHaveBeenCalled();
    await userEvent.click(screen.getByTestId('confirm'));
    expect(list.discard).toHaveBeenCalledWith(['a']);
    await said(/1 event is discarded/);
  });

  it('that cannot be redriven say why', async () => {
    open([deadLetter('a')]);
    list.redrive.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await select(0);
    await userEvent.click(screen.getByTestId('dead-letters-redrive'));
    await said(/The server cannot be reached/);
  });

  it('are each told from the others by the name of their box', () => {
    open([
      deadLetter('a', { chatId: 'chat-1', revision: 7 }),
      deadLetter('b', { chatId: 'chat-1', revision: 8 }),
      deadLetter('c', { chatId: null, revision: null }),
    ]);
    const names = screen.getAllByTestId('dead-letter-select').map((box) => box.getAttribute('aria-label'));
    expect(names).toEqual([
      'Select MessageAdded, revision 7 of chat chat-1',
      'Select MessageAdded, revision 8 of chat chat-1',
      'Select MessageAdded, revision – of chat c',
    ]);
  });

  it('stand still while some are selected, and those are discarded that were ticked', async () => {
    open([deadLetter('a'), deadLetter('b')]);
    await select(0);
    page.set({ ...EMPTY, letters: [newer, deadLetter('a'), deadLetter('b')] });
    await screen.findByTestId('dead-letters-show-newer');
    expect(rows()).toEqual(['a', 'b']);
    await userEvent.click(screen.getByTestId('dead-letters-discard'));
    await userEvent.click(await screen.findByTestId('confirm', {}, { timeout: 10_000 }));
    expect(list.discard).toHaveBeenCalledWith(['a']);
    await waitFor(() => expect(rows()).toEqual(['newer', 'a', 'b']));
  });

  it('that have come meanwhile are shown on demand; what is selected stays so, but for what is gone', async () => {
    open([deadLetter('a'), deadLetter('b')]);
    await select(0);
    await select(1);
    page.set({ ...EMPTY, letters: [newer, deadLetter('b')] });
    await userEvent.click(await screen.findByTestId('dead-letters-show-newer'));
    expect(rows()).toEqual(['newer', 'b']);
    expect(screen.queryByTestId('dead-letters-show-newer')).toBeNull();
    expect(document.activeElement?.textContent).toBe('Dead letters');
    await userEvent.click(screen.getByTestId('dead-letters-redrive'));
    expect(list.redrive).toHaveBeenCalledWith(['b']);
  });

  it('that cannot be read say why, and not that they are being looked up', async () => {
    open(null, 1);
    expect(screen.getByText('Looking them up…')).toBeTruthy();
    page.set({ ...EMPTY, failure: { code: 'FORBIDDEN', message: '', isRetriable: false } });
    await screen.findByText('You may not do this.');
    expect(screen.queryByText('Looking them up…')).toBeNull();
  });

  it('are turned over a page at a time', async () => {
    open([deadLetter('a')]);
    expect(screen.queryByTestId('dead-letters-older')).toBeNull();
    page.set({ ...EMPTY, letters: [deadLetter('a')], hasMore: true });
    await userEvent.click(await screen.findByTestId('dead-letters-older'));
    expect(list.older).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByTestId('dead-letters-newer'));
    expect(list.newer).not.toHaveBeenCalled();
  });
});
