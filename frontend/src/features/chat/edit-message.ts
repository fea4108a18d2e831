import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount } from '../../sync/context';
import type { ChatState } from '../../sync/chat-state';
import { failureOf, type Failure } from '../../sync/failure';
import type { MessageCommands } from '../../sync/message-commands';
import type { Message } from '../../sync/model';
import { useToast } from '../../ui/toast';
import { mayEdit } from './chat-rights';
import { forgetEdit, keepWritten, writtenIn } from './edit-begun';

export interface Edit {
  readonly text: string;
  setText(text: string): void;
  readonly isSaving: boolean;
  /** What the last attempt to save failed with. */
  readonly problem: Failure | null;
  save(content: string): void;
}

/** The newest message of the viewer that can be edited: what the Up arrow means. */
export const lastEditable = (state: ChatState): Message | undefined =>
  state.messages.findLast((message) => mayEdit(message, state.viewerId));

/** By account and message: what is being saved, or could not be while something else was being written. */
const unsaved = new WeakMap<MessageCommands, Map<string, string>>();

/**
 * The text of a message while it is being changed. It is kept apart from the draft, and nothing of it is lost when
 * saving fails. `onDone` is called when it is saved, or when there is nothing to save. Whoever turns to another message
 * before that is left alone there; of a failure they are told, and the text is there again with the next edit. Whoever turns
 * to another chat finds the edit as they left it.
 */
export function useEdit(message: Message | null, onDone: () => void): Edit {
  const { t } = useTranslation('chat');
  const { messages } = useAccount().sync;
  const failureText = useFailureText();
  const toast = useToast();
  const [editedId, setEditedId] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  /** The attempt to save what is being edited; null: another message is, or none. */
  const attempt = useRef<object | null>(null);

  const kept = unsaved.get(messages) ?? new Map<string, string>();
  unsaved.set(messages, kept);

  // Another message: its own text, at once, in the same render.
  const id = message?.id ?? null;
  if (id !== editedId) {
    setEditedId(id);
    setText(message ? (kept.get(message.id) ?? writtenIn(messages, message) ?? message.content ?? '') : '');
    setSaving(false);
    setProblem(null);
  }
  useLayoutEffect(() => {
    kept.delete(id ?? '');
    return () => void (attempt.current = null);
  }, [kept, id]);

  async function save(content: string): Promise<void> {
    if (!message || isSaving) return;
    if (content === message.content) return onDone();
    const mine = {};
    attempt.current = mine;
    const isStillEdited = () => attempt.current === mine;
    kept.set(message.id, content);
    setSaving(true);
    setProblem(null);
    try {
      await messages.edit(message, content);
      kept.delete(message.id);
      if (isStillEdited()) onDone();
      else forgetEdit(messages, message);
    } catch (error) {
      const failure = failureOf(error);
      if (isStillEdited()) {
        kept.delete(message.id);
        setProblem(failure);
      } else {
        kept.set(message.id, content);
        toast.show({ text: t('edit.notSaved', { reason: failureText(failure) }), tone: 'danger' });
      }
    } finally {
      if (isStillEdited()) setSaving(false);
    }
  }

  function write(next: string): void {
    setText(next);
    if (message) keepWritten(messages, message, next);
  }

  return { text, setText: write, isSaving, problem, save: (content) => void save(content) };
}
