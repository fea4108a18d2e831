import { backoffMs, wait } from './backoff';
import { createCell, type Cell } from './cell';
import { failureOf } from './failure';
import type { AuthPayload, NewAccount, User } from './model';
import { isAdminToken } from './token-roles';

/** Why a person is asked to sign in who was signed in: the server ended it, or they did so in another tab. */
export type SignedOutReason = 'ended' | 'signed-out-elsewhere';

export type SessionState =
  | { phase: 'restoring'; isUnreachable: boolean }
  | { phase: 'signed-out'; reason: SignedOutReason | null }
  | { phase: 'signed-in'; user: User };

/** The account operations, as the user service offers them. */
export interface AccountCalls {
  login(username: string, password: string): Promise<AuthPayload>;
  /** With the cookie of the browser. */
  refresh(): Promise<AuthPayload>;
  logout(): Promise<unknown>;
  createUser(account: NewAccount): Promise<unknown>;
}

/** The parts of the browser that tabs share. */
export interface Tabs {
  /** Runs `work` while no other tab runs any. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  tell(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): void;
}
export type TabMessage = 'signed-in' | 'signed-out';

export interface Session {
  readonly state: Cell<SessionState>;
  /** Whether whoever is signed in is an administrator. Decides what is shown; what is allowed is the server's business. */
  readonly isAdmin: Cell<boolean>;
  /** Takes up the session of the cookie, if there is one. */
  restore(): Promise<void>;
  signIn(username: string, password: string): Promise<void>;
  signUp(account: NewAccount): Promise<void>;
  signOut(): Promise<void>;
  /** The viewer has changed their own profile. */
  profileChanged(user: User): void;
  /** The access token; in memory only. */
  token(): string | null;
  /** Whose that is. */
  userId(): string | null;
  /** Gets a new access token unless `stale` has been replaced already. False: there is none to be had now. */
  renew(stale: string | null): Promise<boolean>;
}

const isSame = (a: User, b: User): boolean =>
  a.id === b.id && a.username === b.username && a.displayName === b.displayName;

/** So long before its end an access token is replaced, in milliseconds. */
const RENEW_BEFORE_MS = 60_000;
/** A client whose clock is wrong must not renew in a loop. */
const RENEW_AT_MOST_EVERY_MS = 30_000;

/**
 * Who is signed in. The refresh token is an httpOnly cookie that this code never sees and that is single use: all tabs
 * take turns with it, one exchange at a time.
 */
export function createSession(calls: AccountCalls, tabs: Tabs): Session {
  const state = createCell<SessionState>({ phase: 'restoring', isUnreachable: false });
  const isAdmin = createCell(false);
  let accessToken: string | null = null;
  let renewal: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function enter(payload: AuthPayload): void {
    accessToken = payload.accessToken;
    isAdmin.set(isAdminToken(accessToken));
    const known = state.get();
    if (known.phase !== 'signed-in' || !isSame(known.user, payload.user))
      state.set({ phase: 'signed-in', user: payload.user });
    clearTimeout(timer);
    const untilEnd = Date.parse(payload.accessTokenExpiresAt) - Date.now() - RENEW_BEFORE_MS;
    timer = setTimeout(() => void renew(payload.accessToken), Math.max(RENEW_AT_MOST_EVERY_MS, untilEnd));
  }

  function leave(reason: SignedOutReason | null): void {
    clearTimeout(timer);
    accessToken = null;
    isAdmin.set(false);
    // Whatever an exchange under way brings is of a session that has been left.
    renewal = null;
    state.set({ phase: 'signed-out', reason });
  }

  /**
   * One exchange of the cookie. Ends the session only if the server says that it is over. If somebody else has signed
   * in by another tab, the cookie is theirs, and so is this page from then on.
   */
  async function exchange(isCurrent: () => boolean): Promise<boolean> {
    try {
      const payload = await tabs.alone(() => calls.refresh());
      if (isCurrent()) enter(payload);
      return isCurrent();
    } catch (error) {
      if (!isCurrent()) return false;
      const failure = failureOf(error);
      if (failure.isRetriable || failure.code === 'INTERNAL_SERVER_ERROR') return false;
      leave(state.get().phase === 'signed-in' ? 'ended' : null);
      return false;
    }
  }

  function renew(stale: string | null): Promise<boolean> {
    if (accessToken !== stale) return Promise.resolve(accessToken !== null);
    if (renewal) return renewal;
    const mine: Promise<boolean> = exchange(() => renewal === mine).finally(() => {
      if (renewal === mine) renewal = null;
    });
    renewal = mine;
    return mine;
  }

  async function restore(): Promise<void> {
    for (let attempt = 0; state.get().phase !== 'signed-in'; attempt++) {
      await renew(null);
      if (state.get().phase !== 'restoring') return;
      state.set({ phase: 'restoring', isUnreachable: true });
      await wait(backoffMs(attempt));
    }
  }

  async function signIn(username: string, password: string): Promise<void> {
    enter(await tabs.alone(() => calls.login(username, password)));
    tabs.tell('signed-in');
  }

  tabs.listen((message) => {
    if (message === 'signed-out' && state.get().phase === 'signed-in') leave('signed-out-elsewhere');
    // Also whoever is signed in here asks: it may be somebody else now.
    if (message === 'signed-in' && state.get().phase !== 'restoring') void renew(accessToken);
  });

  return {
    state,
    isAdmin,
    restore,
    signIn,
    async signUp(account) {
      await calls.createUser(account);
      await signIn(account.username, account.password);
    },
    async signOut() {
      try {
        await calls.logout();
      } catch (error) {
        // Without an answer the cookie is still good: saying "signed out" would be untrue.
        if (failureOf(error).code !== 'UNAUTHENTICATED') throw error;
      }
      leave(null);
      tabs.tell('signed-out');
    },
    profileChanged(user) {
      const known = state.get();
      if (known.phase === 'signed-in' && known.user.id === user.id) state.set({ phase: 'signed-in', user });
    },
    token: () => accessToken,
    userId() {
      const known = state.get();
      return known.phase === 'signed-in' ? known.user.id : null;
    },
    renew,
  };
}
