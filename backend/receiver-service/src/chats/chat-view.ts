import type { Chat, Position } from '@converge/domain';
import { positionOf, type Standing } from '../overlay/standing.js';

/** What a resolver answers for a Chat. Who is in it is looked up only if asked for (participants.ts). */
export interface ChatView extends Chat {
  position: Position;
  /** Where finding the chat has already told who is in it. */
  knownParticipantIds?: string[];
}

export function chatView(standing: Standing): ChatView {
  const current = standing.record?.participants.filter((participant) => participant.leftAt === null);
  return {
    ...standing.chat,
    position: positionOf(standing),
    ...(current && { knownParticipantIds: current.map((participant) => participant.userId) }),
  };
}
