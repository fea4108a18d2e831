import type { Redis } from 'ioredis';
import type { ChatEvent, Message, MessageAdded } from '@converge/domain';
import { chatKeys } from './keys.js';

/** The mark of a new message: all of its event but the message, which is read from the hot ones. */
type MarkOfMessage = Omit<MessageAdded, 'message'> & { seq: number; message?: undefined };

/**
 * The events that a chat's pending marks stand for, in their order. One whose message is gone meanwhile is left out: it
 * was stored, and settled, since the mark was read. A message that was edited meanwhile comes as it is now: the edit has
 * the mark's place, and a newer revision.
 */
export async function readMarks(
  redis: Redis,
  chatId: string,
  marks: readonly string[],
): Promise<ChatEvent[]> {
  const parsed = marks.map(
    (mark) => JSON.parse(mark.slice(mark.indexOf('|') + 1)) as ChatEvent | MarkOfMessage,
  );
  const seqs = parsed.filter(isOfMessage).map((mark) => mark.seq);
  if (seqs.length === 0) return parsed as ChatEvent[];
  const found = await redis.hmget(chatKeys(chatId).messages, ...seqs.map(String));
  const messages = new Map(seqs.map((seq, n) => [seq, found[n]]));
  return parsed.flatMap((event) => {
    if (!isOfMessage(event)) return [event];
    const { seq, ...start } = event;
    const json = messages.get(seq);
    return json ? [{ ...start, message: JSON.parse(json) as Message }] : [];
  });
}

/**
 * The events that a chat's dead letters about messages stand for; of a message as it is now, whatever became of it since.
 * `dead` is the whole hash; what else died can only be told by its letter.
 */
export async function readDeadMessages(
  redis: Redis,
  chatId: string,
  dead: Readonly<Record<string, string>>,
): Promise<MessageAdded[]> {
  const keys = Object.keys(dead).filter((key) => key.startsWith('m:'));
  if (keys.length === 0) return [];
  const found = await redis.hmget(chatKeys(chatId).messages, ...keys.map((key) => key.slice(2)));
  return keys.flatMap((key, n) => {
    const json = found[n];
    if (!json) return [];
    const message = JSON.parse(json) as Message;
    const mark = dead[key]!;
    const epoch = mark.slice(mark.indexOf('|') + 1);
    const { revision, createdAt: at } = message;
    return [{ type: 'MessageAdded', chatId, epoch, revision, at, message }];
  });
}

const isOfMessage = (event: ChatEvent | MarkOfMessage): event is MarkOfMessage =>
  event.type === 'MessageAdded' && event.message === undefined;

/** When the event of a mark was accepted, without reading all of it. */
export function acceptedAt(mark: string): number {
  const at = mark.indexOf('"at":"') + '"at":"'.length;
  return Date.parse(mark.slice(at, mark.indexOf('"', at)));
}
