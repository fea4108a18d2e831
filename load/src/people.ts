import { randomUUID } from 'node:crypto';

export interface Person {
  id: string;
  token: string;
}

/** Posts an operation that must succeed and returns its first field. */
export async function call<T>(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, T>; errors?: unknown };
  if (errors || !data) throw new Error(`refused: ${JSON.stringify(errors)}`);
  return Object.values(data)[0]!;
}

/** Makes an account and signs it in. */
export async function join(baseUrl: string): Promise<Person> {
  const username = `load-${randomUUID().slice(0, 12)}`;
  const url = `${baseUrl}/user/graphql`;
  const variables = { u: username, p: randomUUID() };
  await call(
    url,
    null,
    `mutation($u: String!, $p: String!) { createUser(username: $u, email: "${username}@example.org", displayName: $u, password: $p) { id } }`,
    variables,
  );
  const login =
    'mutation($u: String!, $p: String!) { login(username: $u, password: $p) { accessToken user { id } } }';
  const { accessToken, user } = await call<{ accessToken: string; user: { id: string } }>(
    url,
    null,
    login,
    variables,
  );
  return { id: user.id, token: accessToken };
}

/** A chat of the first person with the others; returns its id. */
export async function createChat(
  baseUrl: string,
  owner: Person,
  others: Person[],
  chatType: 'direct' | 'group',
): Promise<string> {
  const query = 'mutation($i: CreateChatInput!) { createChat(createChatInput: $i) { id } }';
  const input = { chatType, participantIds: others.map((other) => other.id) };
  const { id } = await call<{ id: string }>(`${baseUrl}/sender/graphql`, owner.token, query, { i: input });
  return id;
}
