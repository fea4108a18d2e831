import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createCell } from '../../sync/cell';
import { newChatState } from '../../sync/chat-state';
import { AccountContext, type Account } from '../../sync/context';
import type { Chat, Message } from '../../sync/model';
import { Toasts } from '../../ui/toast';
import { Composer } from './composer';
import { useEditing } from './edit-begun';

const add = jest.fn<(chatId: string, content: string) => { id: string }>();
const sent = jest.fn();
const edit = jest.fn<(message: Message, content: string) => Promise<void>>();

const chat = { id: 'chat', participantIds: ['me', 'you'], lastSeq: 3 } as unknown as Chat;
const message = (seq: number, fields: Partial<Message>): Message =>
  ({ id: `m${seq}`, seq, chatId: 'chat', senderId: 'me', isDeleted: false, ...fields }) as Message;
const state = {
  ...newChatState('me', chat, 0),
  messages: [
    message(1, { content: 'my first' }),
    message(2, { content: 'my last' }),
    message(3, { content: null, isDeleted: true }),
    message(4, { content: 'yours', senderId: 'you' }),
  ],
};

function accountWith(draft: string): Account {
  const drafts = createCell<ReadonlyMap<string, string>>(new Map([['chat', draft]]));
  const sync = {
    outbox: { add },
    messages: { edit },
    drafts: { drafts, set: (id: string, text: string) => drafts.set(new Map([[id, text]])) },
  };
  return { viewer: { id: 'me' }, sync } as unknown as Account;
}

/** The chat as far as the composer needs one: it knows which message is being edited. */
function Scene() {
  const [editing, setEditing] = useEditing('chat');
  return (
    <>
      <button onClick={() => setEditing(state.messages[0]!)}>edit the first</button>
      <Composer
        state={state}
        editing={editing}
        onEdit={setEditing}
        onEditDone={() => setEditing(null)}
        onSent={sent}
      />
      <Toasts />
    </>
  );
}

function open(draft = '') {
  const account = accountWith(draft);
  const shown = (
    <AccountContext value={account}>
      <Scene />
    </AccountContext>
  );
  const view = render(shown);
  return { leave: view.unmount, again: () => (view.unmount(), render(shown)) };
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const left = () => screen.getByTestId('characters-left').textContent;
const isEditing = () => screen.queryByTestId('edit-banner') !== null;

beforeEach(() => {
  sent.mockReset();
  add.mockReset().mockReturnValue({ id: 'key' });
  edit.mockReset().mockResolvedValue();
  window.matchMedia = jest.fn(() => ({ matches: true })) as unknown as typeof matchMedia;
});
afterEach(cleanup);

describe('the composer', () => {
  it('sends with Enter, trimmed, and is empty afterwards', async () => {
    open();
    await userEvent.type(box(), '  hello {enter}');
    expect(add.mock.calls).toEqual([['chat', 'hello']]);
    expect(sent.mock.calls).toEqual([['key']]);
    expect(box().value).toBe('');
  });

  it('breaks the line with Shift+Enter', async () => {
    open();
    await userEvent.type(box(), 'one{shift>}{enter}{/shift}two');
    expect(add).not.toHaveBeenCalled();
    expect(box().value).toBe('one\ntwo');
  });

  it('does not send the Enter that ends the composing of a character', () => {
    open('にほん');
    fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229 });
    expect(add).not.toHaveBeenCalled();
  });

  it('sends neither nothing nor blanks', async () => {
    open();
    await userEvent.type(box(), '   {enter}');
    expect(add).not.toHaveBeenCalled();
    expect(button('Send').disabled).toBe(true);
  });

  it('says before the limit how much is left, and sends nothing beyond it', () => {
    open('x'.repeat(3990));
    expect(left()).toBe('10 characters left');
    // As many as are allowed, though twice as many in UTF-16; blanks around them do not count.
    fireEvent.change(box(), { target: { value: ` ${'😀'.repeat(4000)} ` } });
    expect(left()).toBe('0 characters left');
    expect(button('Send').disabled).toBe(false);
    fireEvent.change(box(), { target: { value: '😀'.repeat(4001) } });
    expect(left()).toBe('1 character too many');
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(add).not.toHaveBeenCalled();
  });

  it('has it read out when the limit comes near, is reached and is crossed, not with every key', () => {
    open();
    const said = new Set<string | null>();
    for (const length of [3799, 3801, 3802, 3999, 4000, 4001, 4002]) {
      fireEvent.change(box(), { target: { value: 'x'.repeat(length) } });
      said.add(screen.getByRole('status').textContent);
    }
    expect([...said]).toEqual(['', '199 characters left', '0 characters left', '1 character too many']);
    expect(left()).toBe('2 characters too many');
  });

  it('keeps what was typed while another chat is open', async () => {
    const { again } = open();
    await userEvent.type(box(), 'half a thou');
    again();
    expect(box().value).toBe('half a thou');
  });

  it('has the focus on opening, but not where that would bring up a keyboard', async () => {
    open();
    await waitFor(() => expect(document.activeElement).toBe(box()));
    cleanup();
    window.matchMedia = jest.fn(() => ({ matches: false })) as unknown as typeof matchMedia;
    open();
    await new Promise(requestAnimationFrame);
    expect(document.activeElement).not.toBe(box());
  });
});

describe('editing', () => {
  /** Up in the empty composer, and the new text in place of the old. */
  async function change(to: string) {
    await userEvent.type(box(), '{ArrowUp}');
    await userEvent.clear(box());
    await userEvent.type(box(), to);
  }

  it('begins with Up in an empty composer, with the last own message that is still there', async () => {
    open();
    await userEvent.type(box(), '{ArrowUp}');
    expect(screen.getByTestId('edit-banner').textContent).toContain('my last');
    expect(box().value).toBe('my last');
  });

  it('leaves Up alone where something is written', async () => {
    open('two\nlines');
    await userEvent.type(box(), '{ArrowUp}');
    expect(isEditing()).toBe(false);
  });

  it('saves with Enter, and is a composer of new messages again', async () => {
    open();
    await change('better{enter}');
    expect(edit.mock.calls).toEqual([[state.messages[1], 'better']]);
    await waitFor(() => expect(isEditing()).toBe(false));
    expect(box().value).toBe('');
    expect(add).not.toHaveBeenCalled();
  });

  it('never touches the draft, and Escape leaves it', async () => {
    open();
    await change('half');
    await userEvent.keyboard('{Escape}');
    expect(isEditing()).toBe(false);
    expect(box().value).toBe('');
    await userEvent.type(box(), 'a draft');
    expect(box().value).toBe('a draft');
    expect(edit).not.toHaveBeenCalled();
  });

  it('is found as it was left when one comes back to the chat; given up, it is not', async () => {
    const { again } = open();
    await change('half');
    again();
    expect(screen.getByTestId('edit-banner').textContent).toContain('my last');
    expect(box().value).toBe('half');
    await userEvent.type(box(), '{Escape}');
    again();
    expect(isEditing()).toBe(false);
  });

  it('is over if it was saved after the chat was left', async () => {
    let saved = () => {};
    edit.mockReturnValueOnce(new Promise((resolve) => (saved = resolve)));
    const { leave, again } = open();
    await change('better{enter}');
    leave();
    await act(async () => saved());
    again();
    expect(isEditing()).toBe(false);
  });

  it('asks the server nothing where nothing has changed', async () => {
    open();
    await userEvent.type(box(), '{ArrowUp}');
    await userEvent.type(box(), '{enter}');
    expect(isEditing()).toBe(false);
    expect(edit).not.toHaveBeenCalled();
  });

  it('shows that it is saving, and why it could not, with nothing lost', async () => {
    let fail = (_: Error) => {};
    edit.mockReturnValueOnce(new Promise((_, reject) => (fail = reject)));
    open();
    await change('better{enter}');
    expect(screen.getByText('Saving…')).toBeTruthy();
    expect(box().readOnly).toBe(true);
    fail(new TypeError('Failed to fetch'));
    expect((await screen.findByRole('alert')).textContent).toContain('server');
    expect(box().value).toBe('better');
    await userEvent.type(box(), '{enter}');
    await waitFor(() => expect(isEditing()).toBe(false));
    expect(edit).toHaveBeenCalledTimes(2);
  });

  describe('of one message, while another is saved slowly', () => {
    let settle: { saved: () => void; failed: (error: Error) => void };
    const editIs = (text: string) =>
      waitFor(() => expect(screen.getByTestId('edit-banner').textContent).toContain(text));

    /** "my last" is being saved, and "my first" is being edited. */
    async function turnToTheOther() {
      edit.mockReturnValueOnce(
        new Promise((resolve, reject) => (settle = { saved: resolve, failed: reject })),
      );
      open();
      await change('better{enter}');
      fireEvent.click(screen.getByText('edit the first'));
      await editIs('my first');
      await userEvent.type(box(), ', changed');
    }

    it('goes on when that is saved', async () => {
      await turnToTheOther();
      await act(async () => settle.saved());
      await editIs('my first');
      expect(box().value).toBe('my first, changed');
    });

    it('goes on when that fails, which is told; its text is there again', async () => {
      await turnToTheOther();
      await act(async () => settle.failed(new TypeError('Failed to fetch')));
      expect((await screen.findByTestId('toast')).textContent).toContain('not saved');
      expect(box().value).toBe('my first, changed');
      await userEvent.keyboard('{Escape}{ArrowUp}');
      expect(box().value).toBe('better');
    });
  });
});
