import cookie from '@fastify/cookie';
import type { Instance, InstanceReport, Tracer } from '@converge/domain';
import { TokenVerifier, createGraphqlService, type GraphqlService } from '@converge/graphql';
import type { Accounts } from '@converge/postgres/accounts';
import { RefreshTokens, type Redis, type RevocationWatch } from '@converge/redis';
import type { Logger, Metrics } from '@converge/runtime';
import type { Probes } from '@converge/runtime/probes';
import { AppModule } from './app.module.js';
import { AccessTokens, type SigningKey } from './auth/access-tokens.js';
import { AuthService } from './auth/auth.service.js';
import { RefreshCookie } from './auth/refresh-cookie.js';
import { SignInLimits } from './auth/sign-in-limits.js';
import { userMetrics } from './metrics.js';
import { SessionEnds } from './sessions/session-ends.js';
import { SessionsService } from './sessions/sessions.service.js';
import { UsersService } from './users/users.service.js';

export interface UserServiceSettings {
  issuer: string;
  audience: string;
  accessTokenTtlS: number;
  refreshTokenTtlS: number;
  signUpOpen: boolean;
  cookieSecure: boolean;
  signInPerAccountPer15Min: number;
  signInPerAddressPer15Min: number;
  trustedProxies: string[];
  introspection: boolean;
}

export interface UserServiceDeps {
  instance: Instance;
  logger: Logger;
  metrics: Metrics;
  probes: Probes;
  accounts: Accounts;
  /** The sessions' Redis. */
  redis: Redis;
  revocations: Pick<RevocationWatch, 'isRevoked' | 'learn'>;
  key: SigningKey;
  tracer?: Tracer | undefined;
}

/** Where the other services fetch the public key. */
export const JWKS_PATH = '/.well-known/jwks.json';

/** Puts the process together from its parts; nothing is read from the environment here. */
export async function createUserService(
  deps: UserServiceDeps,
  settings: UserServiceSettings,
): Promise<{ service: GraphqlService; sessionEnds: SessionEnds; report: () => InstanceReport }> {
  const { accounts, redis, key, metrics, revocations } = deps;
  const { issuer, audience } = settings;
  const refreshTtlMs = settings.refreshTokenTtlS * 1000;
  const refreshTokens = new RefreshTokens(redis, refreshTtlMs);
  const sessionEnds = new SessionEnds({
    accounts,
    redis,
    refreshTokens,
    revocations,
    accessTtlMs: settings.accessTokenTtlS * 1000,
  });
  const limits = new SignInLimits(redis, {
    account: settings.signInPerAccountPer15Min,
    address: settings.signInPerAddressPer15Min,
  });
  const { requests, signIns, report } = userMetrics(metrics, deps.logger);
  const auth = new AuthService({
    accounts,
    accessTokens: new AccessTokens({ key, issuer, audience, ttlS: settings.accessTokenTtlS }),
    refreshTokens,
    sessionEnds,
    limits,
    count: (outcome) => signIns[outcome].inc(),
  });
  const service = await createGraphqlService({
    module: AppModule.with({
      instance: deps.instance,
      verifier: new TokenVerifier({
        jwks: key.jwks,
        issuer,
        audience,
        isRevoked: (sessionId) => revocations.isRevoked(sessionId),
      }),
      introspection: settings.introspection,
      logger: deps.logger,
      requestWatch: requests,
      users: new UsersService({ accounts, sessionEnds, limits, signUpOpen: settings.signUpOpen }),
      auth,
      sessions: new SessionsService({ accounts, sessionEnds, refreshTtlMs }),
      cookie: new RefreshCookie({ secure: settings.cookieSecure, ttlS: settings.refreshTokenTtlS }),
    }),
    instance: deps.instance,
    logger: deps.logger,
    trustedProxies: settings.trustedProxies,
    probes: deps.probes,
    requestWatch: requests,
    tracer: deps.tracer,
    routes: async (fastify) => {
      await fastify.register(cookie);
      fastify.get(JWKS_PATH, (_request, reply) => {
        void reply.header('cache-control', 'public, max-age=300').send(key.jwks);
      });
    },
  });
  return { service, sessionEnds, report };
}
