import { constraintOf } from './transient.js';

/** What the breach of a constraint means, for whoever looks at the dead letter. */
const MEANINGS: Readonly<Record<string, string>> = {
  messages_chat_seq:
    'another message of this chat, of another life of the hot store, is stored under the same seq; redrive this ' +
    'one with the next seq and revision of the chat, then it can be stored',
  messages_client_id:
    'another message of this author in this chat is stored under the same clientMessageId; if this one is not a ' +
    'repeat of it, redrive it with clientMessageId null',
};

/** Why an event cannot be stored: in words where we know what happened, then what Postgres itself said. */
export function describeRefusal(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  const meaning = MEANINGS[constraintOf(error) ?? ''];
  return `${meaning === undefined ? '' : `${meaning}: `}${error.message}${code}`;
}
