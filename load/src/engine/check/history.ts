import { messageText } from '../plan/message-text.js';
import type { MessageKeys } from '../plan/message-key.js';
import type { Fault, Offender } from '../run-result.js';
import type { FaultLog } from './fault-log.js';
import type { Accepted, ChatUnderTest } from './record.js';

/** A message as the history tells it. */
export interface StoredMessage {
  id: string;
  seq: number;
  senderId: string;
  content: string | null;
  clientMessageId: string | null;
}

export interface HistoryQuestion {
  chat: ChatUnderTest;
  people: readonly { id: string }[];
  seed: number;
  keys: MessageKeys;
  /** What the senders have answered for this chat. */
  accepted: readonly Accepted[];
  /** Operations whose answer never came: they may be there, once, or not. */
  uncertain: ReadonlySet<number>;
  /** By seq, the operation whose message the feeds have shown there; one for each thread, which knows its own only. */
  shown: readonly ReadonlyMap<number, number>[];
}

/** The whole history of a chat since the run began is what was accepted: nothing missing, nothing else, nothing twice. */
export function checkHistory(
  history: readonly StoredMessage[],
  question: HistoryQuestion,
  faults: FaultLog,
): void {
  const { chat, accepted, keys, uncertain, shown } = question;
  const tell = (fault: Fault, detail: string, about: Partial<Offender> = {}) =>
    faults.add({ fault, chatId: chat.id, detail, ...about });
  const bySeq = new Map(history.map((message) => [message.seq, message]));
  const lastSeq = history.at(-1)?.seq ?? chat.lastSeq;
  for (let seq = chat.lastSeq + 1; seq <= lastSeq; seq++)
    if (!bySeq.has(seq)) tell('historyWrong', 'the history has a hole here', { seq });

  const places = new Map<number, number>();
  for (const { id, seq, clientMessageId } of history) {
    const key = keys.read(clientMessageId);
    if (!key) tell('historyWrong', 'nobody of this run has sent it', { messageId: id, seq });
    else if (places.has(key.operation)) {
      const first = places.get(key.operation)!;
      tell('duplicated', `sent once, it is there twice: the first has seq ${first}`, { messageId: id, seq });
    } else places.set(key.operation, seq);
    if (key && shown.some((operations) => (operations.get(seq) ?? key.operation) !== key.operation))
      tell('historyWrong', 'somebody was shown another message here', { messageId: id, seq });
  }

  const answered = new Set(accepted.map(({ operation }) => operation));
  for (const [operation, seq] of places)
    if (!answered.has(operation) && !uncertain.has(operation))
      tell('historyWrong', 'it was refused, and yet it is there', { messageId: bySeq.get(seq)!.id, seq });

  for (const message of accepted) checkMessage(message, bySeq.get(message.seq), question, tell);
}

function checkMessage(
  message: Accepted,
  stored: StoredMessage | undefined,
  { people, seed }: HistoryQuestion,
  tell: (fault: Fault, detail: string, about: Partial<Offender>) => void,
): void {
  const about = {
    messageId: message.id,
    seq: message.seq,
    userId: people[message.author]!.id,
    ...(message.sender && { sender: message.sender }),
  };
  if (!stored) return tell('lost', 'accepted, but the history does not have it', about);
  if (stored.id !== message.id) return tell('historyWrong', `at its place is ${stored.id}`, about);
  if (stored.senderId !== people[message.author]!.id)
    return tell('historyWrong', `its author is said to be ${stored.senderId}`, about);
  const { certain, uncertain } = message.edits;
  const texts = [certain.at(-1)?.operation ?? message.operation, ...uncertain];
  if (!texts.some((operation) => messageText(seed, operation) === stored.content))
    tell('historyWrong', `its text is ${JSON.stringify(stored.content)}`, about);
}
