import type { userServices } from './user-services.js';

/** What tests do as people: sign up, sign in, stay signed in. */
export type Ask = Awaited<ReturnType<ReturnType<typeof userServices>['start']>>['ask'];

export const PASSWORD = 'correct-horse';

let counter = 0;
export const freshName = () => `user${process.pid}-${++counter}`;

export async function signUp(ask: Ask, username = freshName()) {
  const { data } = await ask(
    `mutation ($u: String!, $e: String!, $p: String!) {
      createUser(username: $u, email: $e, displayName: "Some One", password: $p) { id username email isActive }
    }`,
    { variables: { u: username, e: `${username.trim()}@example.com`, p: PASSWORD } },
  );
  return data['createUser'] as { id: string; username: string; email: string };
}

export async function signIn(ask: Ask, username: string, password = PASSWORD) {
  return ask(
    `mutation ($u: String!, $p: String!) {
      login(username: $u, password: $p) { accessToken accessTokenExpiresAt refreshToken user { id email } }
    }`,
    { variables: { u: username, p: password } },
  );
}

export async function member(ask: Ask) {
  const user = await signUp(ask);
  const { accessToken, refreshToken } = (await signIn(ask, user.username)).data['login'];
  return { ...user, token: accessToken as string, refreshToken: refreshToken as string };
}

export async function adminOf(ask: Ask, makeAdmin: (username: string) => Promise<unknown>) {
  const user = await signUp(ask);
  await makeAdmin(user.username);
  return { ...user, token: (await signIn(ask, user.username)).data['login'].accessToken as string };
}

export const refresh = (ask: Ask, refreshToken: string | null, headers?: Record<string, string>) =>
  ask(
    `mutation ($t: String) { refreshToken(refreshToken: $t) { accessToken refreshToken user { username } } }`,
    {
      variables: { t: refreshToken },
      ...(headers && { headers }),
    },
  );

export const ME = '{ me { id username email } }';
