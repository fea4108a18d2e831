import type { Chat, Participant, Position, ReadCursor } from '@converge/domain';
import type { Glance } from '@converge/redis';
import type { ChatRecord } from './fold.js';

/** The epoch told while Redis is away: no chat ever lives in it, so resuming from there is a Reset, never a hole. */
export const UNKNOWN_EPOCH = 'unknown';

/** How a chat stands now, and one user's place in it. */
export interface Standing {
  chat: Chat;
  epoch: string;
  /** True: what Redis says of it is all there is to say. */
  isHot: boolean;
  /** True: of an older life of the hot store; no replica is asked about it. */
  isStale: boolean;
  /** The first seq from which on every message is in Redis; 0 unless hot. */
  hotFrom: number;
  isMember: boolean;
  /** At which revision the user became a member; null where that is not known (Postgres alone). */
  memberSince: number | null;
  /** The user's watermark; null where they never had one. */
  cursor: ReadCursor | null;
  /** Everybody's membership and watermarks, where finding this one meant reading them all. */
  record: ChatRecord | null;
}

export const positionOf = (standing: Standing): Position => ({
  epoch: standing.epoch,
  revision: standing.chat.revision,
});

export function hotStanding(glance: Glance & { chat: Chat }): Standing {
  const { chat, epoch, hotFrom, participant, cursor } = glance;
  return {
    chat,
    epoch,
    isHot: true,
    isStale: false,
    hotFrom,
    isMember: participant !== null,
    memberSince: participant?.revision ?? null,
    cursor,
    record: null,
  };
}

export function storedStanding(
  chat: Chat,
  epoch: string,
  isMember: boolean,
  cursor: ReadCursor | null,
): Standing {
  return {
    chat,
    epoch,
    isHot: false,
    isStale: false,
    hotFrom: 0,
    isMember,
    memberSince: null,
    cursor,
    record: null,
  };
}

/** Of a chat whose pending events were folded into what Postgres has. */
export function foldedStanding(record: ChatRecord & { chat: Chat }, epoch: string, userId: string): Standing {
  const participant = record.participants.find((each: Participant) => each.userId === userId);
  const cursor = record.cursors.find((each) => each.userId === userId) ?? null;
  const isMember = participant !== undefined && participant.leftAt === null;
  return {
    ...storedStanding(record.chat, epoch, isMember, cursor),
    isStale: true,
    memberSince: isMember ? participant.revision : null,
    record,
  };
}
