import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { AccountContext, type Account } from '../../sync/context';
import { Composer } from './composer';

const add = jest.fn();
let viewers = 0;

function open() {
  // A viewer of its own for each test: drafts outlive the component.
  const viewer = { id: `viewer ${viewers++}` };
  const account = { viewer, sync: { outbox: { add } } } as unknown as Account;
  const shown = () => (
    <AccountContext value={account}>
      <Composer chatId="chat" />
    </AccountContext>
  );
  const view = render(shown());
  return { again: () => (view.unmount(), render(shown())) };
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });

describe('the composer', () => {
  beforeEach(() => void add.mockReset());
  afterEach(cleanup);

  it('sends with Enter, trimmed, and is empty afterwards', async () => {
    open();
    await userEvent.type(box(), '  hello {enter}');
    expect(add.mock.calls).toEqual([['chat', 'hello']]);
    expect(box().value).toBe('');
  });

  it('breaks the line with Shift+Enter', async () => {
    open();
    await userEvent.type(box(), 'one{shift>}{enter}{/shift}two');
    expect(add).not.toHaveBeenCalled();
    expect(box().value).toBe('one\ntwo');
  });

  it('does not send the Enter that ends the composing of a character', () => {
    open();
    fireEvent.change(box(), { target: { value: 'にほん' } });
    fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229 });
    expect(add).not.toHaveBeenCalled();
  });

  it('sends neither nothing nor blanks', async () => {
    open();
    await userEvent.type(box(), '   {enter}');
    expect(add).not.toHaveBeenCalled();
    expect(button().disabled).toBe(true);
  });

  it('says before the limit how much is left, and sends nothing beyond it', () => {
    open();
    fireEvent.change(box(), { target: { value: 'x'.repeat(3990) } });
    expect(screen.getByText('10 left')).toBeTruthy();
    fireEvent.change(box(), { target: { value: '😀'.repeat(4001) } });
    expect(screen.getByText('1 too many')).toBeTruthy();
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(add).not.toHaveBeenCalled();
  });

  it('keeps what was typed while another chat is open', async () => {
    const { again } = open();
    await userEvent.type(box(), 'half a thou');
    again();
    expect(box().value).toBe('half a thou');
  });
});
