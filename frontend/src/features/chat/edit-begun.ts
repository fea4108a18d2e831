import { useCallback, useState } from 'react';
import { useAccount } from '../../sync/context';
import type { MessageCommands } from '../../sync/message-commands';
import type { Message } from '../../sync/model';

/** An edit that was neither saved nor given up, with what was written so far; null: nothing yet. */
interface BegunEdit {
  readonly message: Message;
  text: string | null;
}

/** By account and chat: an edit waits while one looks at other chats, for as long as the page lives. */
const begun = new WeakMap<MessageCommands, Map<string, BegunEdit>>();

function begunOf(messages: MessageCommands): Map<string, BegunEdit> {
  const known = begun.get(messages) ?? new Map<string, BegunEdit>();
  begun.set(messages, known);
  return known;
}

function begunWith(messages: MessageCommands, { id, chatId }: Message): BegunEdit | undefined {
  const edit = begunOf(messages).get(chatId);
  return edit?.message.id === id ? edit : undefined;
}

/** The message that is being edited in a chat, also of the last time that this chat was open; and the way to another one. */
export function useEditing(chatId: string): [Message | null, (message: Message | null) => void] {
  const { messages } = useAccount().sync;
  const edits = begunOf(messages);
  const [editing, setEditing] = useState<Message | null>(() => edits.get(chatId)?.message ?? null);
  const turnTo = useCallback(
    (message: Message | null) => {
      if (message) edits.set(chatId, { message, text: null });
      else edits.delete(chatId);
      setEditing(message);
    },
    [edits, chatId],
  );
  return [editing, turnTo];
}

export const writtenIn = (messages: MessageCommands, message: Message): string | null =>
  begunWith(messages, message)?.text ?? null;

export function keepWritten(messages: MessageCommands, message: Message, text: string): void {
  const edit = begunWith(messages, message);
  if (edit) edit.text = text;
}

/** It was saved after its chat was left: nobody comes back to it. */
export function forgetEdit(messages: MessageCommands, message: Message): void {
  if (begunWith(messages, message)) begunOf(messages).delete(message.chatId);
}
