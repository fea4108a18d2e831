import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { commonEnv, postgresEnv } from './env-fields.js';
import { EnvError, readEnv } from './env.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const shape = { ...commonEnv, ...postgresEnv, JWT_PRIVATE_KEY: z.string().optional() };
const GOOD = {
  PORT: '4000',
  REDIS_URL: 'redis://redis:6379',
  POSTGRES_URL: 'postgres://converge@postgres:5432/converge',
};

const mistakesOf = (source: Record<string, string>): string[] => {
  try {
    readEnv(shape, { ...GOOD, ...source });
  } catch (error) {
    if (error instanceof EnvError) return error.mistakes;
    throw error;
  }
  return [];
};

describe('secrets by file', () => {
  it('a variable can be given as a file, and a value that is given itself wins', () => {
    const key = file('key', 'the key\n');
    expect(readEnv(shape, { ...GOOD, JWT_PRIVATE_KEY_FILE: key }).JWT_PRIVATE_KEY).toBe('the key');
    expect(
      readEnv(shape, { ...GOOD, JWT_PRIVATE_KEY_FILE: key, JWT_PRIVATE_KEY: 'mine' }).JWT_PRIVATE_KEY,
    ).toBe('mine');
  });

  it('a password is put into every URL that has none, whatever characters it has', () => {
    const env = readEnv(shape, {
      ...GOOD,
      QUEUE_REDIS_URL: 'redis://:own@queue:6379',
      POSTGRES_REPLICA_URLS: 'postgres://converge@one/converge, postgres://converge@two/converge',
      POSTGRES_PASSWORD_FILE: file('postgres', 'p@ss/w%rd:#'),
      REDIS_PASSWORD_FILE: file('redis', 'hidden'),
    });
    expect(decodeURIComponent(new URL(env.POSTGRES_URL).password)).toBe('p@ss/w%rd:#');
    expect(env.POSTGRES_REPLICA_URLS.map((url) => decodeURIComponent(new URL(url).password))).toEqual([
      'p@ss/w%rd:#',
      'p@ss/w%rd:#',
    ]);
    expect(env.REDIS_URL).toBe('redis://:hidden@redis:6379');
    expect(env.SESSION_REDIS_URL).toBe(env.REDIS_URL);
    expect(env.QUEUE_REDIS_URL).toBe('redis://:own@queue:6379');
  });

  it('files that cannot be read or are empty are told with the other mistakes', () => {
    expect(
      mistakesOf({
        PORT: 'none',
        POSTGRES_PASSWORD_FILE: join(folder, 'nowhere'),
        REDIS_PASSWORD_FILE: file('empty', '\n'),
      })
        .map((mistake) => mistake.split(':')[0])
        .sort(),
    ).toEqual(['PORT', 'POSTGRES_PASSWORD_FILE', 'REDIS_PASSWORD_FILE']);
  });
});

describe('production', () => {
  const production = (source: Record<string, string>) => mistakesOf({ ...source, NODE_ENV: 'production' });

  it.each([
    ['POSTGRES_URL', 'postgres://converge:converge-demo@postgres/converge'],
    ['POSTGRES_URL', 'postgres://somebody:somebody@postgres/converge'],
    ['POSTGRES_REPLICA_URLS', 'postgres://a:Zk4nqX0d@one/converge,postgres://a:Password@two/converge'],
    ['POSTGRES_PASSWORD', 'postgres'],
    ['REDIS_URL', 'redis://:changeme@redis:6379'],
    ['REDIS_PASSWORD', 'secret'],
    ['JWT_PRIVATE_KEY', 'MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC'],
  ])('refuses a %s that everybody knows, and says how to mend it, not what it was', (name, value) => {
    const [mistake, ...others] = production({ [name]: value });
    expect(others).toEqual([]);
    expect(mistake).toMatch(new RegExp(`^${name}: .*openssl`));
    expect(mistake).not.toContain(value);
  });

  it('refuses them in files too', () => {
    expect(production({ REDIS_PASSWORD_FILE: file('known', 'redis\n') })).toHaveLength(1);
  });

  it('refuses a password that is the name of its user, though it is given apart from it', () => {
    const url = 'postgres://somebody@postgres/converge';
    const [mistake, ...others] = production({ POSTGRES_URL: url, POSTGRES_PASSWORD: 'somebody' });
    expect(others).toEqual([]);
    expect(mistake).toMatch(/^POSTGRES_PASSWORD: .*openssl/);
  });

  it('takes secrets of its own, and a Redis that asks for none', () => {
    expect(production({ POSTGRES_PASSWORD: 'Zk4nqX0dbV7' })).toEqual([]);
  });

  it('is the only one to mind: a developer may use what is at hand', () => {
    expect(mistakesOf({ POSTGRES_URL: 'postgres://postgres:postgres@127.0.0.1/converge' })).toEqual([]);
  });
});
