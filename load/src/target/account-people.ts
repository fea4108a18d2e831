import { createHash } from 'node:crypto';
import { inParallel } from './bounded.js';
import { call, RefusedError } from './graphql-call.js';
import { renewedToken } from './renewed-token.js';
import type { Person, Progress } from './target.js';

/** Each costs the target a password hash, which is meant to be dear: more at once only wait. */
const SIGN_INS_AT_ONCE = 8;

const SIGN_UP = `mutation ($name: String!, $email: String!, $password: String!) {
  createUser(username: $name, email: $email, displayName: $name, password: $password) { id }
}`;
const LOGIN = `mutation ($name: String!, $password: String!) {
  login(username: $name, password: $password) { accessToken refreshToken user { id } }
}`;
const REFRESH = `mutation ($token: String!) { refreshToken(refreshToken: $token) { accessToken refreshToken } }`;

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/**
 * People by the public API alone. Names and passwords follow from the seed, so that a second run signs in to the
 * accounts that the first has made. @throws TargetUnreachableError, RefusedError
 */
export async function peopleByAccount(
  userUrl: string,
  count: number,
  seed: number,
  progress?: Progress,
): Promise<Person[]> {
  const people = new Array<Person>(count);
  let done = 0;
  await inParallel(people, SIGN_INS_AT_ONCE, async (_, index) => {
    people[index] = await signIn(userUrl, `load-${seed}-${index}`);
    progress?.(++done, count);
  });
  return people;
}

async function signIn(userUrl: string, name: string): Promise<Person> {
  const password = createHash('sha256').update(`converge-load ${name}`).digest('base64url');
  const login = () => call<Tokens & { user: { id: string } }>(userUrl, null, LOGIN, { name, password });
  const first = await login().catch(async (error: unknown) => {
    // The account is not there yet: wrong name and wrong password are one answer.
    if (!(error instanceof RefusedError && error.code === 'UNAUTHENTICATED')) throw error;
    await call(userUrl, null, SIGN_UP, { name, email: `${name}@load.invalid`, password });
    return login();
  });
  let refreshToken: string | null = first.refreshToken;
  const renew = async () => {
    const spent = refreshToken;
    refreshToken = null;
    // It can be used once; where its answer was lost, signing in again leads on.
    const tokens = await (spent
      ? call<Tokens>(userUrl, null, REFRESH, { token: spent }).catch(login)
      : login());
    refreshToken = tokens.refreshToken;
    return tokens.accessToken;
  };
  return { id: first.user.id, username: name, token: renewedToken(renew, first.accessToken) };
}
