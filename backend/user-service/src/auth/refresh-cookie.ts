import type { GraphqlContext } from '@converge/graphql';
// Adds `cookies` and `setCookie` to Fastify's types.
import '@fastify/cookie';

const NAME = 'converge_refresh';

export interface RefreshCookieOptions {
  /** False only where there is no TLS: the local stack. */
  secure: boolean;
  ttlS: number;
}

/**
 * The refresh token of a browser: out of reach of scripts, never sent by another site, and only to the user service
 * behind the public door (/user/graphql and the pinned /user/<n>/graphql).
 */
export class RefreshCookie {
  constructor(private readonly options: RefreshCookieOptions) {}

  read({ req }: GraphqlContext): string | undefined {
    return req?.cookies[NAME];
  }

  set({ reply }: GraphqlContext, refreshToken: string): void {
    reply?.setCookie(NAME, refreshToken, { ...this.attributes(), maxAge: this.options.ttlS });
  }

  clear({ reply }: GraphqlContext): void {
    reply?.clearCookie(NAME, this.attributes());
  }

  private attributes() {
    return { path: '/user', httpOnly: true, sameSite: 'strict', secure: this.options.secure } as const;
  }
}
