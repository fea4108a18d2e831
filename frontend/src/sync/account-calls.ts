import { CreateUserDocument, LoginDocument, LogoutDocument, RefreshDocument } from '../generated/user';
import type { AccountCalls } from './session';
import type { Transport } from './transport';

const anonymous = { isAnonymous: true };

/** The account operations over the transport; what a session is made with, in the web client and on the GraphQL page. */
export const accountCalls = ({ run }: Transport): AccountCalls => ({
  login: async (username, password) =>
    (await run('user', LoginDocument, { username, password }, anonymous)).login,
  refresh: async () =>
    // A page that goes away in its middle must still get the new cookie: the old one is spent.
    (await run('user', RefreshDocument, {}, { ...anonymous, outlivesPage: true })).refreshToken,
  createUser: (account) => run('user', CreateUserDocument, account, anonymous),
  logout: () => run('user', LogoutDocument, {}),
});
