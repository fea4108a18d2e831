import { useEffect, useState } from 'react';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import { failureOf, type Failure } from '../../sync/failure';
import type { Message } from '../../sync/model';

export interface Readers {
  /** When each of the others has read it, first readers first; null until it is known. */
  readonly readAt: ReadonlyMap<string, string> | null;
  readonly problem: Failure | null;
  retry(): void;
}

/** Who has read a message. Asked again whenever somebody reads on in its chat, or the feed is back. */
export function useReaders(state: ChatState, message: Message): Readers {
  const { messages } = useAccount().sync;
  const { phase } = useFeedStatus();
  const [attempt, setAttempt] = useState(0);
  const [readAt, setReadAt] = useState<ReadonlyMap<string, string> | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const isLive = phase === 'live';

  useEffect(() => {
    let isStale = false;
    messages.readStatus(message.id).then(
      ({ readByUsers }) => {
        if (isStale) return;
        const byTime = [...readByUsers].sort((a, b) => a.readAt.localeCompare(b.readAt));
        setReadAt(new Map(byTime.map((reader) => [reader.userId, reader.readAt])));
        setProblem(null);
      },
      (error: unknown) => {
        if (!isStale) setProblem(failureOf(error));
      },
    );
    return () => {
      isStale = true;
    };
  }, [messages, message.id, state.cursors, isLive, attempt]);

  return {
    readAt,
    problem,
    retry: () => {
      setProblem(null);
      setAttempt((before) => before + 1);
    },
  };
}
