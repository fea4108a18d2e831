import type { User } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { USER_COLUMNS } from './columns.js';
import { statement } from './statement.js';

/** An account with what proves its password; for the sign-in alone, never to be handed on. */
export interface Credentials {
  user: User;
  passwordHash: string;
}

export interface UsersPage {
  /** The beginning of a username or display name, in any case. */
  search?: string | null | undefined;
  first: number;
  /** The last user of the page before. */
  afterId?: string | null | undefined;
  includeInactive: boolean;
}

/** What is read of accounts: always from the primary, so that a change is seen at once. */
export function userReads(dataSource: DataSource) {
  const one = async (condition: string, value: string): Promise<User | null> => {
    const rows = await statement<User>(dataSource, `SELECT ${USER_COLUMNS} FROM users u WHERE ${condition}`, [
      value,
    ]);
    return rows[0] ?? null;
  };

  const credentials = async (condition: string, value: string): Promise<Credentials | null> => {
    const rows = await statement<User & { passwordHash: string }>(
      dataSource,
      `SELECT ${USER_COLUMNS}, u.password_hash AS "passwordHash" FROM users u WHERE ${condition}`,
      [value],
    );
    if (!rows[0]) return null;
    const { passwordHash, ...user } = rows[0];
    return { user, passwordHash };
  };

  return {
    userById: (id: string) => one('u.id = $1', id),
    /** In no order to rely on; ids of nobody are left out. */
    usersByIds: (ids: readonly string[]) =>
      statement<User>(dataSource, `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = ANY($1)`, [ids]),
    userByUsername: (username: string) => one('u.username = $1', username),
    credentialsByUsername: (username: string) => credentials('u.username = $1', username),
    credentialsById: (id: string) => credentials('u.id = $1', id),

    /** Ascending by username. */
    async usersPage({ search, first, afterId, includeInactive }: UsersPage): Promise<User[]> {
      const conditions: string[] = [];
      const parameters: unknown[] = [first];
      const parameter = (value: unknown) => `$${parameters.push(value)}`;
      if (!includeInactive) conditions.push('u.is_active');
      if (search) {
        const beginning = parameter(`${likeLiteral(search.toLowerCase())}%`);
        conditions.push(`(u.username LIKE ${beginning} OR lower(u.display_name) LIKE ${beginning})`);
      }
      if (afterId)
        conditions.push(`u.username > (SELECT username FROM users WHERE id = ${parameter(afterId)})`);
      const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
      const sql = `SELECT ${USER_COLUMNS} FROM users u ${where} ORDER BY u.username LIMIT $1`;
      return statement<User>(dataSource, sql, parameters);
    },
  };
}

/** Text that LIKE takes literally. */
const likeLiteral = (text: string) => text.replace(/[\\%_]/g, '\\$&');
