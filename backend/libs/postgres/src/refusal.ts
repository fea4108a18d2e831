import { constraintOf } from './transient.js';

/** What the breach of a constraint means, for whoever looks at the dead letter. */
const MEANINGS: Readonly<Record<string, string>> = {
  messages_chat_seq:
    'another message of this chat, of another life of the hot store, is stored under the same seq; redriven, this ' +
    'one gets the next seq and revision of the chat',
  messages_client_id:
    'another message of this author in this chat is stored under the same clientMessageId; redriven, this one goes ' +
    'on without it; if it comes back it is a repeat of the other, to be discarded',
};

/** Why an event cannot be stored: in words where we know what happened, then what Postgres itself said. */
export function describeRefusal(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  const meaning = MEANINGS[constraintOf(error) ?? ''];
  return `${meaning === undefined ? '' : `${meaning}: `}${error.message}${code}`;
}
