import type { Database } from './controls.js';
import { docker } from './docker.js';

/** As the account and in the database of the container, whatever they are called. */
const PSQL =
  'exec psql -X -q -A -t -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}" -c "$1"';

/** The Postgres of a container that is reached from nowhere else, by its own psql; `container` finds its id. */
export function psql(container: () => string): Database {
  return {
    async all<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
      const text = sql.replace(/\$(\d+)/g, (_, number) => literal(parameters[Number(number) - 1]));
      const hasRows = /^\s*(SELECT|WITH|TABLE|VALUES)\b|\bRETURNING\b/i.test(text);
      const asked = hasRows ? `WITH found AS (${text}) SELECT json_agg(found) FROM found` : text;
      const told = await docker('exec', container(), 'sh', '-c', PSQL, 'sh', asked);
      return hasRows && told !== '' ? (JSON.parse(told) as T[]) : [];
    },
    close: () => Promise.resolve(),
  };
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`;
  return `'${String(value).replaceAll("'", "''")}'`;
}
