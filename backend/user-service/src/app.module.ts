import {
  INSTANCE,
  InstanceResolver,
  graphqlModule,
  type EdgeLogger,
  type RequestWatch,
  type TokenVerifier,
} from '@converge/graphql';
import type { Instance } from '@converge/domain';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuthResolver } from './auth/auth.resolver.js';
import { AuthService } from './auth/auth.service.js';
import { RefreshCookie } from './auth/refresh-cookie.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { SessionsService } from './sessions/sessions.service.js';
import { UsersResolver } from './users/users.resolver.js';
import { UsersService } from './users/users.service.js';

/** Everything that the schema is made of. */
export const RESOLVERS = [InstanceResolver, UsersResolver, AuthResolver, SessionsResolver];

export interface AppDeps {
  instance: Instance;
  verifier: TokenVerifier;
  introspection: boolean;
  logger: EdgeLogger;
  requestWatch: RequestWatch;
  users: UsersService;
  auth: AuthService;
  sessions: SessionsService;
  cookie: RefreshCookie;
}

@Module({})
export class AppModule {
  static with(deps: AppDeps): DynamicModule {
    return {
      module: AppModule,
      imports: [graphqlModule(deps)],
      providers: [
        ...RESOLVERS,
        { provide: INSTANCE, useValue: deps.instance },
        { provide: UsersService, useValue: deps.users },
        { provide: AuthService, useValue: deps.auth },
        { provide: SessionsService, useValue: deps.sessions },
        { provide: RefreshCookie, useValue: deps.cookie },
      ],
    };
  }
}
