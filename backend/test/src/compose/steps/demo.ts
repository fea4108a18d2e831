import assert from 'node:assert/strict';
import { call } from '../../testkit/request.js';
import type { Step } from '../step.js';

const ACCOUNTS = ['alice', 'bob', 'carol', 'admin'];
const LOGIN = 'mutation($u: String!, $p: String!) { login(username: $u, password: $p) { accessToken } }';

export const demo: Step = {
  name: 'demo',
  promise: 'the demo profile makes accounts that can sign in, however often it is run',
  async run(project) {
    for (const _ of ['first', 'again']) await project.up({}, { profiles: ['demo'] });
    const stack = await project.deployment();
    for (const u of ACCOUNTS) {
      const { login } = await call<{ login: { accessToken: string } }>(stack.url('user'), null, LOGIN, {
        u,
        p: 'converge-demo',
      });
      assert(login.accessToken.length > 0, u);
    }
    return ACCOUNTS.join(', ');
  },
};
