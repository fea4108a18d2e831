import { useEffect, useState } from 'react';
import { useConnection } from '../sync/context';

/** Shorter than this nothing is said: most reconnects are over before anybody could read of them. */
const BLINK_MS = 1_000;

/**
 * How the connection is told to people. `starting` is the quiet beginning of a page; `connecting` and `offline` have
 * lasted for a while, and attempts that fail do not make them flicker.
 */
export type ConnectionMood = 'starting' | 'online' | 'connecting' | 'offline';

export interface SteadyConnection {
  mood: ConnectionMood;
  /** Messages that wait, if they have waited for a while. */
  waiting: number;
}

export function useSteadyConnection(): SteadyConnection {
  const { phase, waiting } = useConnection();
  const [mood, setMood] = useState<ConnectionMood>('starting');
  const [isWaitingLong, setWaitingLong] = useState(false);

  useEffect(() => {
    if (phase === 'live') return setMood('online');
    const timer = setTimeout(
      // Whoever was told "offline" hears of success, not of every attempt.
      () => setMood((before) => (phase === 'offline' || before === 'offline' ? 'offline' : 'connecting')),
      BLINK_MS,
    );
    return () => clearTimeout(timer);
  }, [phase]);

  const isWaiting = waiting > 0;
  useEffect(() => {
    if (!isWaiting) return setWaitingLong(false);
    const timer = setTimeout(() => setWaitingLong(true), BLINK_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);

  return { mood, waiting: isWaitingLong ? waiting : 0 };
}
