import type { User } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { USER_COLUMNS } from './columns.js';
import { statement } from './statement.js';

export interface NewUser {
  id: string;
  username: string;
  displayName: string;
  email: string;
  passwordHash: string;
  roles: readonly string[];
}

/** What may change of an account; undefined or null: stays. */
export interface UserChange {
  displayName?: string | null | undefined;
  email?: string | null | undefined;
  passwordHash?: string | null | undefined;
}

/** What is written of accounts. For the user service alone. */
export function userWrites(dataSource: DataSource) {
  return {
    /** Throws CONFLICT for a username or e-mail address that is taken. */
    async insertUser(user: NewUser): Promise<User> {
      const rows = await statement<User>(
        dataSource,
        `INSERT INTO users AS u (id, username, display_name, email, password_hash, roles)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${USER_COLUMNS}`,
        [user.id, user.username, user.displayName, user.email, user.passwordHash, user.roles],
      );
      return rows[0]!;
    },

    /** The account afterwards; null: there is none. */
    async updateUser(id: string, change: UserChange): Promise<User | null> {
      const rows = await statement<User>(
        dataSource,
        `UPDATE users u SET display_name = coalesce($2, display_name), email = coalesce($3, email),
           password_hash = coalesce($4, password_hash), updated_at = now()
         WHERE u.id = $1 RETURNING ${USER_COLUMNS}`,
        [id, change.displayName ?? null, change.email ?? null, change.passwordHash ?? null],
      );
      return rows[0] ?? null;
    },

    /** A role the account has already changes nothing. Tokens say it from the next sign-in or refresh on. */
    async giveRole(username: string, role: string): Promise<User | null> {
      const rows = await statement<User>(
        dataSource,
        `UPDATE users u SET
           roles = CASE WHEN $2::text = ANY(roles) THEN roles ELSE array_append(roles, $2) END,
           updated_at = CASE WHEN $2::text = ANY(roles) THEN updated_at ELSE now() END
         WHERE u.username = $1 RETURNING ${USER_COLUMNS}`,
        [username, role],
      );
      return rows[0] ?? null;
    },

    /** From now on the account cannot sign in. The same again changes nothing. */
    async deactivateUser(id: string): Promise<User | null> {
      const rows = await statement<User>(
        dataSource,
        `UPDATE users u SET is_active = false, updated_at = CASE WHEN is_active THEN now() ELSE updated_at END
         WHERE u.id = $1 RETURNING ${USER_COLUMNS}`,
        [id],
      );
      return rows[0] ?? null;
    },
  };
}
