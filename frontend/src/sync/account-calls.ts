import type { AuthPayload } from './model';
import type { AccountCalls } from './session';
import { CREATE_USER, LOGIN, LOGOUT, REFRESH } from './session.operations';
import type { Transport } from './transport';

const anonymous = { isAnonymous: true };

/** The account operations over the transport; what a session is made with, in the web client and on the GraphQL page. */
export const accountCalls = ({ run }: Transport): AccountCalls => ({
  login: async (username, password): Promise<AuthPayload> =>
    (await run(LOGIN, { username, password }, anonymous)).login,
  refresh: async () => (await run(REFRESH, {}, anonymous)).refreshToken,
  createUser: (account) => run(CREATE_USER, account, anonymous),
  logout: () => run(LOGOUT, {}),
});
