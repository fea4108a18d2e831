import { createContext, use, useState, useSyncExternalStore } from 'react';
import type { Cell } from './cell';
import type { ChatState } from './chat-state';
import type { DeadLetterList } from './dead-letter-list';
import type { FeedStatus } from './feed';
import type { User } from './model';
import type { OperationsWatch } from './operations-watch';
import type { OutboxItem } from './outbox-item';
import type { OwnAccount } from './own-account';
import type { People } from './people-store';
import type { RouteState, Routes } from './routes';
import type { Sync } from './sync';

/** What the features are given: the account that is signed in and the machinery that serves it. */
export interface Account {
  readonly viewer: User;
  /** The entry to the operations is for these; so is their answer, which the server sees to. */
  readonly isAdmin: boolean;
  readonly sync: Sync;
  readonly people: People;
  readonly routes: Routes;
  readonly account: OwnAccount;
  readonly operations: OperationsWatch;
  readonly deadLetters: DeadLetterList;
  signOut(): Promise<void>;
}

export const AccountContext = createContext<Account | null>(null);

export function useAccount(): Account {
  const account = use(AccountContext);
  if (!account) throw new Error('Nobody is signed in here.');
  return account;
}

export const useCell = <T,>(cell: Cell<T>): T => useSyncExternalStore(cell.subscribe, cell.get);

/** All chats, latest activity first. */
export function useChats(): readonly ChatState[] {
  const { store } = useAccount().sync;
  return useSyncExternalStore(store.subscribe, store.list);
}

export function useChat(chatId: string): ChatState | undefined {
  const { store } = useAccount().sync;
  return useSyncExternalStore(store.subscribe, () => store.get(chatId));
}

/** Messages of a chat that are still in the outbox, in the order in which they will be sent. */
export function useOutboxItems(chatId: string): readonly OutboxItem[] {
  const { outbox } = useAccount().sync;
  return useSyncExternalStore(outbox.subscribe, () => outbox.ofChat(chatId));
}

/** Failed messages of chats that the viewer is not in (any more): no chat shows them. */
export function useStrandedItems(): readonly OutboxItem[] {
  const { outbox, store, feed } = useAccount().sync;
  const failed = useSyncExternalStore(outbox.subscribe, outbox.failed);
  useSyncExternalStore(store.subscribe, store.list);
  // Until the list of chats was read once, none is known.
  const [isListKnown, setListKnown] = useState(false);
  const { phase } = useCell(feed.status);
  if (phase === 'live' && !isListKnown) setListKnown(true);
  return isListKnown ? failed.filter(({ chatId }) => !store.get(chatId)) : [];
}

export function useWaitingCount(): number {
  const { outbox } = useAccount().sync;
  return useSyncExternalStore(outbox.subscribe, outbox.waiting);
}

export interface Connection extends FeedStatus {
  /** Messages that no sender has accepted yet. */
  waiting: number;
}

/** How the viewer is connected. */
export function useConnection(): Connection {
  const waiting = useWaitingCount();
  return { ...useFeedStatus(), waiting };
}

export const useFeedStatus = (): FeedStatus => useCell(useAccount().sync.feed.status);

export const useRoutes = (): RouteState => useCell(useAccount().routes.state);
