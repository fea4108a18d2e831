import { createHash, createPrivateKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { Client } from 'pg';
import { renewedToken } from './renewed-token.js';
import type { Person } from './target.js';

/** A stack of our own: its database and its signing key are at hand. */
export interface OwnStack {
  dir: string;
  postgresUrl: string;
}

/** As the local stack configures its services; the user service makes tokens of fifteen minutes. */
const ISSUER = 'converge';
const AUDIENCE = 'converge';
const TOKEN_TTL = '15m';

/**
 * People of a stack of our own, made without its API: a password hash alone costs a sign-up 50 ms, here a thousand
 * take a second. The accounts are rows of one statement, the tokens are signed with the stack's own key.
 */
export async function peopleOfStack(stack: OwnStack, count: number, seed: number): Promise<Person[]> {
  const key = createPrivateKey(readFileSync(join(stack.dir, 'secrets', 'jwt-private-key.pem')));
  const sign = (id: string, sessionId: string) =>
    new SignJWT({ sid: sessionId, roles: [] })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setSubject(id)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(TOKEN_TTL)
      .sign(key);
  const accounts = Array.from({ length: count }, (_, index) => accountOf(seed, index));
  await insert(stack.postgresUrl, accounts);
  return accounts.map(({ id, username }) => {
    const sessionId = randomUUID();
    return { id, username, token: renewedToken(() => sign(id, sessionId)) };
  });
}

function accountOf(seed: number, index: number): { id: string; username: string } {
  const username = `load-${seed}-${index}`;
  return { id: namedUuid(username), username };
}

/** The same name is the same id (RFC 9562, version 8). */
export function namedUuid(name: string): string {
  const hex = createHash('sha256').update(`converge-load ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function insert(postgresUrl: string, accounts: { id: string; username: string }[]): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    // No password leads in: what stands there is no hash of anything.
    await client.query(
      `INSERT INTO users (id, username, email, display_name, password_hash)
       SELECT id, username, username || '@load.invalid', username, '!'
       FROM unnest($1::uuid[], $2::text[]) AS account (id, username)
       ON CONFLICT DO NOTHING`,
      [accounts.map(({ id }) => id), accounts.map(({ username }) => username)],
    );
  } finally {
    await client.end();
  }
}
