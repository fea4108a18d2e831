import type { DataSource } from 'typeorm';
import { ApiError, badUserInput, unavailable } from '@converge/domain';
import { ensureConnected } from '../data-source.js';
import { isTransient } from '../transient.js';

/** The unique indexes of accounts and what to say when one refuses a row. */
const TAKEN: Record<string, { path: string; message: string }> = {
  users_username_key: { path: 'username', message: 'This username is taken.' },
  users_email_key: { path: 'email', message: 'This e-mail address is taken.' },
};

/**
 * Runs one statement about accounts on the primary and answers its rows, whatever its kind.
 * Throws UNAVAILABLE while Postgres is away, CONFLICT for a username or e-mail address that is taken.
 */
export async function statement<Row>(
  dataSource: DataSource,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  try {
    await ensureConnected(dataSource);
    const runner = dataSource.createQueryRunner('master');
    try {
      const result = (await runner.query(sql, [...parameters], true)) as { records: Row[] };
      return result.records;
    } finally {
      await runner.release();
    }
  } catch (error) {
    throw translated(error);
  }
}

function translated(error: unknown): unknown {
  if (error instanceof ApiError) return error;
  if (codeOf(error) === UNTRANSLATABLE) {
    return badUserInput({ path: 'request', message: 'text must not contain the NUL character' });
  }
  const taken = TAKEN[constraintOf(error)];
  // With its field, so that a form can say it in the right place.
  if (taken) return new ApiError('CONFLICT', taken.message, { fields: [taken] });
  return isTransient(error) ? unavailable('Accounts cannot be reached right now; try again.', error) : error;
}

/** SQLSTATE of a character that Postgres cannot keep: NUL is the only one that JSON can carry. */
const UNTRANSLATABLE = '22021';

function codeOf(error: unknown): unknown {
  return (error as { driverError?: { code?: unknown } }).driverError?.code;
}

function constraintOf(error: unknown): string {
  const driverError = (error as { driverError?: { constraint?: unknown } }).driverError;
  return codeOf(error) === '23505' ? String(driverError?.constraint) : '';
}
