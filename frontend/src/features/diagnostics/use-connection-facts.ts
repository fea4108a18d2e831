import { useChat, useChats, useConnection } from '../../sync/context';
import type { FeedStatus } from '../../sync/feed';
import type { Position } from '../../sync/model';

/** Where this client stands with the server. */
export interface ConnectionFacts {
  phase: FeedStatus['phase'];
  receiver: string | null;
  /** In milliseconds since 1970; null while there is no connection. */
  connectedSince: number | null;
  reconnects: number;
  /** The place in the open chat up to which everything is known. */
  position: Position | null;
  chats: number;
  /** Own messages that are not accepted yet. */
  waiting: number;
}

export function useConnectionFacts(openChatId: string | null): ConnectionFacts {
  const { phase, instance, waiting, connectedSince, reconnects } = useConnection();
  const open = useChat(openChatId ?? '');
  return {
    phase,
    receiver: instance,
    connectedSince,
    reconnects,
    position: open?.chat.position ?? null,
    chats: useChats().length,
    waiting,
  };
}
