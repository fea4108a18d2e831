import { useState } from 'react';
import { useAccount } from '../../sync/context';
import type { ChatState } from '../../sync/chat-state';
import { failureOf, type Failure } from '../../sync/failure';
import type { Message } from '../../sync/model';
import { mayEdit } from './chat-rights';

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

/**
 * The text of a message while it is being changed. It is kept apart from the draft, and nothing of it is lost when
 * saving fails. `onDone` is called when it is saved, or when there is nothing to save.
 */
export function useEdit(message: Message | null, onDone: () => void): Edit {
  const { messages } = useAccount().sync;
  const [editedId, setEditedId] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);

  // Another message: its own text, at once, in the same render.
  const id = message?.id ?? null;
  if (id !== editedId) {
    setEditedId(id);
    setText(message?.content ?? '');
    setSaving(false);
    setProblem(null);
  }

  async function save(content: string): Promise<void> {
    if (!message || isSaving) return;
    if (content === message.content) return onDone();
    setSaving(true);
    setProblem(null);
    try {
      await messages.edit(message, content);
      onDone();
    } catch (error) {
      setProblem(failureOf(error));
    } finally {
      setSaving(false);
    }
  }

  return { text, setText, isSaving, problem, save: (content) => void save(content) };
}
