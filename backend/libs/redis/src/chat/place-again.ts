import type { ChatEvent, Message, Origin } from '@converge/domain';
import { idempotencyKey } from '../keys.js';
import { loadScript } from '../scripts.js';
import { CODE, IDEMPOTENCY_TTL_S, type ChatScript } from './chat-script.js';
import { contentDigest } from './message-commands.js';

/** What Postgres says of messages, its primary. Throws UNAVAILABLE while it is away. */
export interface StoredMessages {
  byId(messageId: string): Promise<Message | null>;
  bySeq(chatId: string, seq: number): Promise<Message | null>;
  byClientId(chatId: string, authorId: string, clientMessageId: string): Promise<Message | null>;
}

export interface DeadMessage {
  /** As its event carries it. */
  message: Message;
  /** `<revision>|<epoch>` of the event. */
  deadMark: string;
  origin: Origin | undefined;
}

const script = loadScript('place-again');

/**
 * Gives a message that can't be stored a new seq and revision if its seq is another message's. Answers the events that
 * this made, none where nothing is left to be stored; null: its place is its own. Asked again it makes nothing more.
 * Throws NOT_FOUND for a chat that neither store knows.
 */
export async function placeAgain(
  chats: ChatScript,
  stored: StoredMessages,
  { message, deadMark, origin }: DeadMessage,
): Promise<ChatEvent[] | null> {
  const { chatId, senderId, clientMessageId, seq, id } = message;
  const [bySeq, itself, byClientId] = await Promise.all([
    stored.bySeq(chatId, seq),
    stored.byId(id),
    clientMessageId === null ? null : stored.byClientId(chatId, senderId, clientMessageId),
  ]);
  const other = bySeq?.id === id ? null : bySeq;
  const twin = byClientId?.id === id ? null : byClientId;
  const reply = await chats.run(
    script,
    chatId,
    [
      JSON.stringify(message),
      digestOf(message),
      deadMark,
      other ? JSON.stringify(other) : '',
      itself ? JSON.stringify(itself) : '',
      twin?.id ?? '',
      twin && isSameText(twin, message) ? '1' : '',
      IDEMPOTENCY_TTL_S,
    ],
    { extraKeys: [idempotencyKey(chatId, senderId, clientMessageId ?? '')], origin },
  );
  if (reply[0] === CODE.unchanged) return null;
  return reply.slice(1).map((event) => JSON.parse(String(event)) as ChatEvent);
}

/** Is what was sent still what is there? Of an edited or deleted message nobody can tell. */
const isAsSent = ({ content, editedAt }: Message) => content !== null && editedAt === null;

const digestOf = (message: Message) =>
  message.clientMessageId !== null && isAsSent(message) ? contentDigest(message.content!) : '';

/** Of what is there any later state is that of the same message; of the dead one nothing may be dropped unseen. */
const isSameText = (there: Message, dead: Message) =>
  isAsSent(dead) && (!isAsSent(there) || there.content === dead.content);
