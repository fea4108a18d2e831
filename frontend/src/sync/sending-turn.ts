/**
 * Whose turn it is to send, among the tabs of one account: one of them, so that two never send the messages of a chat in two
 * orders. The turn goes to the tab in which a person writes (a tab in the background may be frozen), and from a tab
 * that closes to another.
 */
export interface SendingTurn {
  isMine(): boolean;
  /** Asks for the turn; `onMine` is called whenever it comes to this tab. */
  start(onMine: () => void): void;
  /** Takes the turn away from whichever tab has it. */
  take(): void;
  stop(): void;
}

/**
 * By the Web Locks API: the lock is the turn. It needs a secure context (https or localhost); elsewhere every tab
 * sends, each in the same order, and the idempotency keys keep that one message.
 */
export function createSendingTurn(userId: string): SendingTurn {
  // The lib's types take the lock manager for given; on plain http it is not there.
  const locks = navigator.locks as LockManager | undefined;
  return locks ? createLockTurn(locks, `converge.outbox.${userId}`) : alwaysMine();
}

export function alwaysMine(): SendingTurn {
  return { isMine: () => true, start: (onMine) => onMine(), take: () => {}, stop: () => {} };
}

export function createLockTurn(locks: LockManager, name: string): SendingTurn {
  let onMine = () => {};
  let isStopped = false;
  let isTaking = false;
  let isWaiting = false;
  /** Gives the turn back; null: it is another tab's. */
  let release: (() => void) | null = null;
  let isWithoutLocks = false;
  const stopped = new AbortController();

  /** Ends when the turn is over: given back, or taken by another tab. */
  async function request(options: LockOptions): Promise<void> {
    let mine: (() => void) | null = null;
    const hold = () =>
      new Promise<void>((resolve) => {
        if (isStopped) return resolve();
        release = mine = resolve;
        onMine();
      });
    try {
      await locks.request(name, options, hold);
    } catch (error) {
      // AbortError: another tab has taken the turn, or this one has stopped waiting for it.
      if ((error as Error).name !== 'AbortError') goWithoutLocks(error);
    }
    if (release === mine) release = null;
  }

  /** There are locks, but not for this page (blocked storage): asking again would be answered at once, without end. */
  function goWithoutLocks(reason: unknown): void {
    if (isStopped || isWithoutLocks) return;
    console.warn('Tabs cannot take turns, so each sends by itself:', reason);
    isWithoutLocks = true;
    release = () => {};
    onMine();
  }

  /** Stands in the queue behind the other tabs, so that the turn comes here when they close. */
  async function wait(): Promise<void> {
    if (isStopped || isWaiting || isWithoutLocks) return;
    isWaiting = true;
    await request({ signal: stopped.signal });
    isWaiting = false;
    void wait();
  }

  return {
    isMine: () => release !== null,
    start(listener) {
      onMine = listener;
      void wait();
    },
    take() {
      if (release || isTaking || isStopped) return;
      isTaking = true;
      void request({ steal: true }).then(() => (isTaking = false));
    },
    stop() {
      isStopped = true;
      stopped.abort();
      release?.();
      release = null;
    },
  };
}
