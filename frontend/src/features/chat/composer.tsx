import { Check, SendHorizontal } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import type { ChatState } from '../../sync/chat-state';
import { useAccount } from '../../sync/context';
import { useDraft } from '../../sync/drafts';
import type { Message } from '../../sync/model';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import { ComposerLimit } from './composer-limit';
import { hasKeyboard, isComposing, readText } from './composer-text';
import { EditBanner } from './edit-banner';
import { lastEditable, useEdit } from './edit-message';
import { EmojiButton } from './emoji-button';

interface ComposerProps {
  state: ChatState;
  /** The message that is being changed; null: a new one is being written. */
  editing: Message | null;
  onEdit: (message: Message) => void;
  onEditDone: () => void;
  /** Something was sent: the id it has in the outbox. */
  onSent: (id: string) => void;
}

/** Where messages are written, and changed. What was written and not sent waits as the chat's draft. */
export function Composer({ state, editing, onEdit, onEditDone, onSent }: ComposerProps) {
  const { t } = useTranslation('chat');
  const { outbox } = useAccount().sync;
  const chatId = state.chat.id;
  const [draft, setDraft] = useDraft(chatId);
  const edit = useEdit(editing, onEditDone);
  const failureText = useFailureText();
  const box = useRef<HTMLTextAreaElement>(null);
  const limitId = useId();

  const text = editing ? edit.text : draft;
  const setText = editing ? edit.setText : setDraft;
  const { content, left, isSendable } = readText(text);
  useFocus(box, editing?.id ?? null);

  function submit(): void {
    if (!isSendable) return;
    if (editing) return edit.save(content);
    onSent(outbox.add(chatId, content).id);
    setDraft('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && editing) {
      event.preventDefault();
      event.stopPropagation();
      onEditDone();
    } else if (event.key === 'ArrowUp' && !editing && !text) {
      const last = lastEditable(state);
      if (last) {
        event.preventDefault();
        onEdit(last);
      }
    }
  }

  /** Puts a text where the caret is, in place of what is selected, and the caret behind it. */
  function insert(piece: string): void {
    const { selectionStart: start = text.length, selectionEnd: end = text.length } = box.current ?? {};
    flushSync(() => setText(text.slice(0, start) + piece + text.slice(end)));
    box.current?.setSelectionRange(start + piece.length, start + piece.length);
  }

  return (
    <form
      className="flex flex-col gap-2 border-t border-line bg-surface px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      aria-label={t('composer.region')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {editing && <EditBanner message={editing} onCancel={onEditDone} />}
      {edit.problem && <Notice tone="danger">{failureText(edit.problem)}</Notice>}
      <div className="flex items-end gap-1">
        <EmojiButton onPick={insert} box={box} />
        <textarea
          ref={box}
          data-testid="composer"
          aria-label={t('composer.label')}
          // Empty, it is the placeholder that is read.
          dir={text ? 'auto' : undefined}
          rows={1}
          value={text}
          placeholder={t('composer.placeholder')}
          readOnly={edit.isSaving}
          aria-invalid={left !== null && left < 0}
          aria-describedby={left === null ? undefined : limitId}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-[40dvh] min-h-10 flex-1 resize-none rounded-2xl max-wide:min-h-[44px] border border-control bg-ground px-3.5 py-2 text-[16px] text-text -outline-offset-1 placeholder:text-quiet wide:text-base"
        />
        <IconButton
          type="submit"
          variant="primary"
          label={editing ? t('composer.save') : t('composer.send')}
          icon={editing ? Check : SendHorizontal}
          className={editing ? undefined : 'rtl:-scale-x-100'}
          disabled={!isSendable || edit.isSaving}
          testId="send"
        />
      </div>
      <ComposerLimit id={limitId} left={left} />
      {edit.isSaving && (
        <p role="status" className="text-sm text-quiet">
          {t('edit.saving')}
        </p>
      )}
    </form>
  );
}

/** On opening, where that brings up no keyboard; and whenever an edit begins, with the caret at the end. */
function useFocus(box: React.RefObject<HTMLTextAreaElement | null>, editingId: string | null): void {
  useEffect(() => {
    if (!editingId && !hasKeyboard()) return;
    // A menu that was open gives the focus back to its button first.
    const frame = requestAnimationFrame(() => {
      const end = box.current?.value.length ?? 0;
      box.current?.focus();
      box.current?.setSelectionRange(end, end);
    });
    return () => cancelAnimationFrame(frame);
  }, [box, editingId]);
}
