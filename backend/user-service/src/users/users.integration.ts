import { describe, expect, it } from '@jest/globals';
import { ME, PASSWORD, adminOf, freshName, member, refresh, signIn, signUp } from '../testing/people.js';
import { userServices } from '../testing/user-services.js';

const { start, makeAdmin } = userServices({
  postgres: process.env['TEST_POSTGRES_URL'],
  redis: process.env['TEST_REDIS_URL'],
});

describe('an account', () => {
  it('is made, signs in with its name in any case, and sees itself', async () => {
    const { ask } = await start();
    const name = freshName();
    const user = await signUp(ask, `  ${name.toUpperCase()} `);
    expect(user).toMatchObject({ username: name, isActive: true });
    const { data } = await signIn(ask, name.toUpperCase());
    expect(data['login'].user.id).toBe(user.id);
    const me = await ask(ME, { token: data['login'].accessToken });
    expect(me.data['me']).toMatchObject({ id: user.id, username: name });
    expect(me.headers.get('x-served-by')).toBe('user-1');
  });

  it('has a name and an e-mail address of its own, whatever the case', async () => {
    const { ask } = await start();
    const { username, email } = await signUp(ask);
    const make = (u: string, e: string) =>
      ask(
        `mutation { createUser(username: "${u}", email: "${e}", displayName: "x", password: "${PASSWORD}") { id } }`,
      );
    expect((await make(username.toUpperCase(), 'other@example.com')).code).toBe('CONFLICT');
    expect((await make(freshName(), email.toUpperCase())).code).toBe('CONFLICT');
  });

  it('is refused with every field that is wrong', async () => {
    const { ask } = await start();
    const { code, errors } = await ask(
      `mutation { createUser(username: "a b", email: "nobody", displayName: "  ", password: "short") { id } }`,
    );
    expect(code).toBe('BAD_USER_INPUT');
    expect(errors![0]!.extensions['fields'].map((field: { path: string }) => field.path).sort()).toEqual([
      'displayName',
      'email',
      'password',
      'username',
    ]);
  });

  it('is made by admins alone where sign-up is closed', async () => {
    const open = await start();
    const admin = await adminOf(open.ask, makeAdmin);
    const { ask } = await start({ signUpOpen: false });
    const name = freshName();
    const mutation = `mutation { createUser(username: "${name}", email: "${name}@example.com", displayName: "x", password: "${PASSWORD}") { id } }`;
    expect((await ask(mutation)).code).toBe('FORBIDDEN');
    expect((await ask(mutation, { token: admin.token })).data['createUser'].id).toEqual(expect.any(String));
  });

  it('becomes an admin by the word of whoever runs the installation, from its next sign-in on', async () => {
    const { ask } = await start();
    const { username } = await member(ask);
    expect((await makeAdmin(username))!.roles).toEqual(['admin']);
    expect((await makeAdmin(username))!.roles).toEqual(['admin']);
    expect(await makeAdmin(freshName())).toBeNull();
    const { accessToken } = (await signIn(ask, username)).data['login'];
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString()) as object;
    expect(claims).toMatchObject({ roles: ['admin'] });
  });

  it('shows its e-mail address to itself and admins alone', async () => {
    const { ask } = await start();
    const [ann, ben, admin] = [await member(ask), await member(ask), await adminOf(ask, makeAdmin)];
    const seenBy = async (token: string) =>
      (
        await ask(
          `{ user(id: "${ann.id}") { email } userByUsername(username: "${ann.username}") { email } }`,
          { token },
        )
      ).data;
    expect(await seenBy(ann.token)).toEqual({
      user: { email: ann.email },
      userByUsername: { email: ann.email },
    });
    expect(await seenBy(admin.token)).toEqual({
      user: { email: ann.email },
      userByUsername: { email: ann.email },
    });
    expect(await seenBy(ben.token)).toEqual({ user: { email: null }, userByUsername: { email: null } });
  });

  it('is found with others by ids, removed ones too, each once, as each viewer may see it', async () => {
    const { ask } = await start();
    const [ann, ben] = [await member(ask), await member(ask)];
    await ask(`mutation { removeUser(id: "${ben.id}") { id } }`, { token: ben.token });
    const byIds = (ids: string[], token?: string) =>
      ask('query ($ids: [ID!]!) { usersByIds(ids: $ids) { id email isActive } }', {
        ...(token && { token }),
        variables: { ids },
      });
    const nobody = 'f0000000-0000-7000-8000-000000000000';
    const { data } = await byIds([ben.id, nobody, ann.id, 'no id', ann.id], ann.token);
    expect(data['usersByIds']).toHaveLength(2);
    expect(data['usersByIds']).toEqual(
      expect.arrayContaining([
        { id: ann.id, email: ann.email, isActive: true },
        { id: ben.id, email: null, isActive: false },
      ]),
    );
    expect((await byIds([], ann.token)).data['usersByIds']).toEqual([]);
    expect((await byIds(Array(100).fill(nobody), ann.token)).data['usersByIds']).toEqual([]);
    expect((await byIds(Array(101).fill(nobody), ann.token)).code).toBe('BAD_USER_INPUT');
    expect((await byIds([ann.id])).code).toBe('UNAUTHENTICATED');
  });

  it('is changed by itself and admins alone', async () => {
    const { ask } = await start();
    const [ann, ben, admin] = [await member(ask), await member(ask), await adminOf(ask, makeAdmin)];
    const rename = (token: string, name: string) =>
      ask(
        `mutation { updateUser(id: "${ann.id}", updateUserInput: {displayName: "${name}"}) { displayName } }`,
        { token },
      );
    expect((await rename(ann.token, ' Ann ')).data['updateUser'].displayName).toBe('Ann');
    expect((await rename(admin.token, 'Anna')).data['updateUser'].displayName).toBe('Anna');
    expect((await rename(ben.token, 'Mallory')).code).toBe('FORBIDDEN');
    expect((await rename(ann.token, '')).code).toBe('BAD_USER_INPUT');
  });

  it('is found by the beginning of its names, page by page, each once', async () => {
    const { ask } = await start();
    const viewer = await member(ask);
    const beginning = `page_${process.pid}`;
    const names = Array.from({ length: 5 }, (_, index) => `${beginning}.${index}`);
    for (const name of names) await signUp(ask, name);
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await ask(
        `query ($s: String, $a: ID) { users(search: $s, first: 2, after: $a) { id username } }`,
        {
          token: viewer.token,
          variables: { s: beginning.toUpperCase(), a: after },
        },
      );
      const page = data['users'] as { id: string; username: string }[];
      found.push(...page.map(({ username }) => username));
      after = page.at(-1)?.id ?? null;
      more = page.length > 0;
    }
    expect(found).toEqual(names);
    const percent = await ask(`{ users(search: "%") { id } }`, { token: viewer.token });
    expect(percent.data['users']).toEqual([]);
  });

  it('that is removed is signed out, cannot sign in or refresh, and stays visible to its friends', async () => {
    const { ask } = await start();
    const [ann, ben] = [await member(ask), await member(ask)];
    const remove = (token: string) => ask(`mutation { removeUser(id: "${ann.id}") { isActive } }`, { token });
    expect((await remove(ben.token)).code).toBe('FORBIDDEN');
    expect((await remove(ann.token)).data['removeUser']).toEqual({ isActive: false });
    expect((await ask(ME, { token: ann.token })).code).toBe('UNAUTHENTICATED');
    expect((await signIn(ask, ann.username)).code).toBe('UNAUTHENTICATED');
    expect((await refresh(ask, ann.refreshToken)).code).toBe('UNAUTHENTICATED');
    const seen = await ask(`{ user(id: "${ann.id}") { isActive } users(search: "${ann.username}") { id } }`, {
      token: ben.token,
    });
    expect(seen.data).toEqual({ user: { isActive: false }, users: [] });
  });
});
