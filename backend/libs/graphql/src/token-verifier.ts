import { ApiError, unauthenticated, unavailable, type Viewer } from '@converge/domain';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  type RemoteJWKSet,
} from 'jose';
import { LRUCache } from 'lru-cache';

export interface TokenVerifierOptions {
  /** Where the public keys are: the user service's JWKS URL, or the keys themselves. */
  jwks: string | JSONWebKeySet;
  issuer: string;
  audience: string;
  /** Asked at every use of a token; must be a look into memory. */
  isRevoked: (sessionId: string) => boolean;
}

/** Verified tokens remembered; about 1 KB each. A signature costs 100 us or more, a look here 1 us. */
const REMEMBERED_TOKENS = 20_000;

/** Turns an access token into the viewer it was issued to. */
export class TokenVerifier {
  private readonly verified = new LRUCache<string, Viewer>({ max: REMEMBERED_TOKENS });
  private readonly keys: JWTVerifyGetKey;
  /** Undefined where the keys were given. */
  private readonly remoteKeys: RemoteJWKSet | undefined;

  constructor(private readonly options: TokenVerifierOptions) {
    if (typeof options.jwks === 'string') {
      this.remoteKeys = createRemoteJWKSet(new URL(options.jwks), {
        timeoutDuration: 3_000,
        cooldownDuration: 5_000,
        cacheMaxAge: 600_000,
      });
      this.keys = this.remoteKeys;
    } else {
      this.keys = createLocalJWKSet(options.jwks);
    }
  }

  /** Rejects while no new token could be verified: the keys are not here, or too old, and cannot be had. */
  async checkKeys(): Promise<void> {
    if (this.remoteKeys && !this.remoteKeys.fresh) await this.remoteKeys.reload();
  }

  /** The viewer of a token met before, without a promise; undefined: verify it. Throws UNAUTHENTICATED once it has ended. */
  recall(token: string): Viewer | undefined {
    const viewer = this.verified.get(token);
    if (viewer && !this.isAlive(viewer)) throw unauthenticated();
    return viewer;
  }

  /** Throws UNAUTHENTICATED for a token that is not valid (any more), UNAVAILABLE if the public keys can't be had. */
  async verify(token: string): Promise<Viewer> {
    const known = this.recall(token);
    if (known) return known;
    const viewer = await this.check(token);
    if (!this.isAlive(viewer)) throw unauthenticated();
    this.verified.set(token, viewer);
    return viewer;
  }

  /** False once the token has expired or its session was revoked: a live connection asks this again and again. */
  isAlive(viewer: Viewer): boolean {
    return viewer.expiresAtMs > Date.now() && !this.options.isRevoked(viewer.sessionId);
  }

  private async check(token: string): Promise<Viewer> {
    const { issuer, audience } = this.options;
    try {
      const { payload } = await jwtVerify<{ sid: unknown; roles: unknown }>(token, this.keys, {
        issuer,
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      const { sub, sid, roles, exp } = payload;
      if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number')
        throw unauthenticated();
      return {
        userId: sub,
        sessionId: sid,
        roles: Array.isArray(roles) ? roles.map(String) : [],
        expiresAtMs: exp * 1000,
      };
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (error instanceof errors.JOSEError && !KEYS_NOT_HAD.has(error.code)) throw unauthenticated();
      throw unavailable('The keys that verify access tokens cannot be had right now.', error);
    }
  }
}

/** jose says so when the JWKS did not answer in time, or not with a JWKS. What fetch throws is no JOSEError at all. */
const KEYS_NOT_HAD = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);
