import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SECRETS, makeSecrets, ownFiles } from './secrets.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const paths = () => SECRETS.map(({ folder: part, file }) => join(folder, part, file));
const texts = () => paths().map((path) => readFileSync(path, 'utf8'));

describe('the secrets of an installation', () => {
  it('are made once, each its own, and found again', () => {
    makeSecrets(folder, {});
    const first = texts();
    expect(new Set(first).size).toBe(3);
    expect(createPrivateKey(first[2]!).asymmetricKeyType).toBe('ed25519');

    expect(makeSecrets(folder, {}).every((line) => line.endsWith('kept'))).toBe(true);
    expect(texts()).toEqual(first);
  });

  it('are those that somebody brings, sooner or later', () => {
    makeSecrets(folder, { POSTGRES_PASSWORD: 'brought' });
    const [postgres, redis] = texts();
    expect(postgres).toBe('brought\n');

    makeSecrets(folder, { REDIS_PASSWORD: 'brought later' });
    expect(texts().slice(0, 2)).toEqual([postgres, 'brought later\n']);
    expect(redis).not.toBe('brought later\n');
  });

  it('are for their owner and one group to read, and never told', () => {
    const told = makeSecrets(folder, { REDIS_PASSWORD: 'brought' });
    expect(paths().map((path) => statSync(path).mode & 0o777)).toEqual([0o440, 0o440, 0o440]);
    for (const text of texts()) expect(told.join()).not.toContain(text.trim());
  });
});

describe('the files that somebody brings', () => {
  it('are those that are there; a folder that cannot be looked into is not taken for an empty one', () => {
    const mine = join(folder, 'postgres-password');
    writeFileSync(mine, 'brought\n');
    expect(ownFiles(folder)).toEqual({ POSTGRES_PASSWORD_FILE: mine });
    expect(ownFiles(join(folder, 'nowhere'))).toEqual({});
    // A file in the place of the folder: root, too, cannot look into that one.
    expect(Object.keys(ownFiles(mine))).toHaveLength(SECRETS.length);
  });
});
