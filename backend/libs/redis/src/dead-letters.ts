import { createHash } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { pendingKeyOf, type ChatEvent } from '@converge/domain';
import { DEAD_LETTER_QUEUE, LETTER_ID, type DeadLetter } from './dead-letter-queue.js';
import { chatKeyList } from './keys.js';
import { openQueue } from './lanes.js';
import { loadScript } from './scripts.js';

export interface DeadLetters {
  /**
   * Puts a poison event aside: first into the queue, then off the chat's pending marks, so that it is always in at
   * least one of them. The same event is never in it twice: buried again, its letter says the newer reason.
   */
  bury(letter: DeadLetter): Promise<void>;
  count(): Promise<number>;
  stop(): Promise<void>;
}

const buryMark = loadScript('bury');

/** The dead letter queue: a BullMQ queue that no worker takes from. Both connections stay the caller's. */
export function createDeadLetters(
  queueRedis: Redis,
  redis: Redis,
  onError: (error: Error) => void,
): DeadLetters {
  const queue: Queue<DeadLetter> = openQueue<DeadLetter>(DEAD_LETTER_QUEUE, queueRedis, onError);
  return {
    async bury(letter) {
      const job = await queue.add('dead-letter', letter, { jobId: letterId(letter.event) });
      // A letter that was there already must be seen to be another now: whoever redrives it is about to take it out.
      // If it was taken out just now this throws, and burying again makes it anew.
      await job.updateData(letter);
      const change = changeOf(letter.event);
      if (!change) return;
      const { chatId, revision } = change;
      await buryMark(redis, chatKeyList(chatId), [epochOf(letter.event), revision, markKeyOf(letter.event)]);
    },
    count: () => queue.getWaitingCount(),
    stop: () => queue.close(),
  };
}

/** By chat, epoch and revision; what has not even these, or no plain ones, by its content. */
export function letterId(event: unknown): string {
  const { chatId, revision } = (event ?? {}) as Partial<ChatEvent>;
  if (typeof chatId === 'string' && Number.isSafeInteger(revision)) {
    const id = `dead-${chatId}-${epochOf(event)}-${revision}`;
    if (LETTER_ID.test(id)) return id;
  }
  const digest = createHash('sha256').update(JSON.stringify(event) ?? 'undefined');
  return `dead-${digest.digest('hex').slice(0, 32)}`;
}

/** Which change of which chat something is that may be malformed; null: it does not say so. */
export function changeOf(event: unknown): Pick<ChatEvent, 'chatId' | 'revision'> | null {
  const { chatId, revision } = (event ?? {}) as Partial<ChatEvent>;
  return typeof chatId === 'string' && typeof revision === 'number' ? { chatId, revision } : null;
}

/** Of what may be malformed: '' if it names none. */
export function epochOf(event: unknown): string {
  const { epoch } = (event ?? {}) as Partial<ChatEvent>;
  return typeof epoch === 'string' ? epoch : '';
}

/** The pending key of what may be malformed: '' if it can't be told. */
export function markKeyOf(event: unknown): string {
  try {
    const key = pendingKeyOf(event as ChatEvent) as string | undefined;
    return key === undefined || key.includes('undefined') ? '' : key;
  } catch (error) {
    if (error instanceof TypeError) return '';
    throw error;
  }
}
