import { newId, unauthenticated, type User, type Viewer } from '@converge/domain';
import type { Accounts } from '@converge/postgres/accounts';
import { parseToken, type RefreshTokens } from '@converge/redis';
import type { SessionEnds } from '../sessions/session-ends.js';
import type { AccessTokens } from './access-tokens.js';
import { isPasswordOf } from './passwords.js';
import type { SignInLimits } from './sign-in-limits.js';

/** What a sign-in or a refresh is answered with, before it is decided how the refresh token travels. */
export interface SignedIn {
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
  user: User;
}

export interface SignInAttempt {
  username: string;
  password: string;
  address: string;
  userAgent: string | null;
}

export interface AuthDeps {
  accounts: Accounts;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  sessionEnds: SessionEnds;
  limits: SignInLimits;
  /** Counts what became of attempts. */
  count: (outcome: 'signed-in' | 'refused' | 'refreshed' | 'reused') => void;
}

/** Longest user agent kept; it is there for people to recognise a device. */
const USER_AGENT_LENGTH = 300;

/** Signing in, staying signed in, signing out. */
export class AuthService {
  constructor(private readonly deps: AuthDeps) {}

  /** The same refusal, after the same work, for a wrong password, an unknown and a deactivated account. */
  async signIn({ username, password, address, userAgent }: SignInAttempt): Promise<SignedIn> {
    const { accounts, limits, refreshTokens } = this.deps;
    const name = username.trim().toLowerCase();
    await limits.admitSignIn(name, address);
    const credentials = await accounts.credentialsByUsername(name);
    const isRight = await isPasswordOf(credentials?.passwordHash, password);
    if (!credentials || !isRight || !credentials.user.isActive)
      throw this.refused('Wrong username or password.');
    const { user } = credentials;
    await limits.passwordWasRight(name);
    const sessionId = newId();
    const refreshToken = await refreshTokens.issue(sessionId, user.id);
    const session = {
      id: sessionId,
      userId: user.id,
      userAgent: userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
    };
    if (!(await accounts.insertSession(session))) throw this.refused('Wrong username or password.');
    this.deps.count('signed-in');
    return this.signedIn(user, sessionId, refreshToken);
  }

  /** Spends the refresh token. One that was spent before is in two hands: its whole session ends. */
  async refresh(refreshToken: string | undefined): Promise<SignedIn> {
    const parts = refreshToken === undefined ? undefined : parseToken(refreshToken);
    if (!parts) throw this.refused();
    const { accounts, refreshTokens } = this.deps;
    // Postgres is asked first: were it away after the rotation, the successor would be lost with the answer.
    const user = await accounts.ownerOfOpenSession(parts.sessionId);
    if (!user) throw this.refused();
    const rotation = await refreshTokens.rotate(refreshToken!);
    if (rotation.outcome === 'reused') {
      this.deps.count('reused');
      await this.deps.sessionEnds.end(user.id, parts.sessionId);
      throw unauthenticated(
        'This refresh token was used before, so its session has been ended. Sign in again.',
      );
    }
    if (rotation.outcome === 'unknown') throw this.refused();
    await accounts.touchSession(parts.sessionId);
    this.deps.count('refreshed');
    return this.signedIn(user, parts.sessionId, rotation.refreshToken);
  }

  /** Ends the viewer's session; without a viewer, that of a refresh token that is still good. */
  async signOut(viewer: Viewer | null, refreshToken: string | undefined): Promise<void> {
    if (viewer) {
      await this.deps.sessionEnds.end(viewer.userId, viewer.sessionId);
      return;
    }
    const { user, refreshToken: successor } = await this.refresh(refreshToken);
    await this.deps.sessionEnds.end(user.id, parseToken(successor)!.sessionId);
  }

  private async signedIn(user: User, sessionId: string, refreshToken: string): Promise<SignedIn> {
    const { token, expiresAt } = await this.deps.accessTokens.issue(user, sessionId);
    return { accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken, user };
  }

  private refused(message?: string) {
    this.deps.count('refused');
    return unauthenticated(message ?? 'The refresh token is missing, expired or revoked. Sign in again.');
  }
}
