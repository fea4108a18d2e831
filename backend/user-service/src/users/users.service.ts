import {
  badUserInput,
  forbidden,
  isAdmin,
  isUuid,
  newId,
  notFound,
  unauthenticated,
  type User,
  type Viewer,
} from '@converge/domain';
import type { Accounts } from '@converge/postgres/accounts';
import { hashPassword, isPasswordOf } from '../auth/passwords.js';
import type { SignInLimits } from '../auth/sign-in-limits.js';
import type { SessionEnds } from '../sessions/session-ends.js';
import type { CreateUserArgs, UpdateUserInput, UsersArgs } from './user.inputs.js';
import { visibleTo } from './visible-user.js';

export interface UsersDeps {
  accounts: Accounts;
  sessionEnds: SessionEnds;
  limits: SignInLimits;
  /** False: only an admin makes accounts. */
  signUpOpen: boolean;
}

/** Accounts: who may make, see, change and deactivate them. */
export class UsersService {
  constructor(private readonly deps: UsersDeps) {}

  async me(viewer: Viewer): Promise<User> {
    const user = await this.deps.accounts.userById(viewer.userId);
    if (!user) throw unauthenticated();
    return user;
  }

  async user(viewer: Viewer, id: string): Promise<User | null> {
    const user = isUuid(id) ? await this.deps.accounts.userById(id) : null;
    return user && visibleTo(viewer, user);
  }

  /** Ids of nobody are left out. */
  async usersByIds(viewer: Viewer, ids: readonly string[]): Promise<User[]> {
    const users = await this.deps.accounts.usersByIds([...new Set(ids)].filter(isUuid));
    return users.map((user) => visibleTo(viewer, user));
  }

  async userByUsername(viewer: Viewer, username: string): Promise<User | null> {
    const user = await this.deps.accounts.userByUsername(username.trim().toLowerCase());
    return user && visibleTo(viewer, user);
  }

  /** Ascending by username. Deactivated accounts are listed for admins only. */
  async users(viewer: Viewer, { search, first, after }: UsersArgs): Promise<User[]> {
    const users = await this.deps.accounts.usersPage({
      search,
      first: first ?? 50,
      afterId: after,
      includeInactive: isAdmin(viewer),
    });
    return users.map((user) => visibleTo(viewer, user));
  }

  /** The new account, whole: whoever makes it has just said all that is in it. */
  async create(viewer: Viewer | null, address: string, args: CreateUserArgs): Promise<User> {
    const byAdmin = viewer !== null && isAdmin(viewer);
    if (!this.deps.signUpOpen && !byAdmin)
      throw forbidden('Sign-up is closed here: ask an admin for an account.');
    if (!byAdmin) await this.deps.limits.admitSignUp(address);
    const { username, email, displayName, password } = args;
    const passwordHash = await hashPassword(password);
    return this.deps.accounts.insertUser({
      id: newId(),
      username,
      email,
      displayName,
      passwordHash,
      roles: [],
    });
  }

  /** A new password needs the current one, is set by the account itself alone, and ends its other sessions. */
  async update(viewer: Viewer, id: string, input: UpdateUserInput): Promise<User> {
    this.assertMayChange(viewer, id);
    const { displayName, email, password, currentPassword } = input;
    let passwordHash: string | undefined;
    if (password) {
      await this.assertCurrentPassword(viewer, id, currentPassword);
      passwordHash = await hashPassword(password);
    }
    const user = isUuid(id)
      ? await this.deps.accounts.updateUser(id, { displayName, email, passwordHash })
      : null;
    if (!user) throw notFound('User');
    if (passwordHash) await this.deps.sessionEnds.endAllOf(id, viewer.sessionId);
    return visibleTo(viewer, user);
  }

  /** Deactivates: nobody signs in with it any more; its messages stay. The same again ends sessions again. */
  async remove(viewer: Viewer, id: string): Promise<User> {
    this.assertMayChange(viewer, id);
    const user = isUuid(id) ? await this.deps.accounts.deactivateUser(id) : null;
    if (!user) throw notFound('User');
    await this.deps.sessionEnds.endAllOf(id);
    return visibleTo(viewer, user);
  }

  private assertMayChange(viewer: Viewer, id: string): void {
    if (viewer.userId !== id && !isAdmin(viewer))
      throw forbidden('Only the account itself and an admin may do this.');
  }

  private async assertCurrentPassword(
    viewer: Viewer,
    id: string,
    currentPassword: string | null | undefined,
  ) {
    if (viewer.userId !== id) throw forbidden('Only the account itself may change its password.');
    // A stolen access token must not become a way to try passwords without limit.
    await this.deps.limits.admitPassword(id);
    const credentials = await this.deps.accounts.credentialsById(id);
    if (!(await isPasswordOf(credentials?.passwordHash, currentPassword ?? ''))) {
      throw badUserInput({ path: 'updateUserInput.currentPassword', message: 'is not the current password' });
    }
    await this.deps.limits.passwordWasRight(id);
  }
}
