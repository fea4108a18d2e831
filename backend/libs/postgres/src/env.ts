/** What `node dist/migrate.js` needs: POSTGRES_URL, an owner's URL of the primary. */
export function migrateEnv(environment: NodeJS.ProcessEnv = process.env): { postgresUrl: string } {
  const postgresUrl = environment['POSTGRES_URL'];
  if (!postgresUrl) throw new Error('POSTGRES_URL is not set: give the URL of the Postgres primary.');
  return { postgresUrl };
}
