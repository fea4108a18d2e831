import { readFileSync } from 'node:fs';

type Given = Record<string, string | undefined>;

/** The password of a URL (or of each in a list) that names none itself: so the address can be public and the rest a file. */
const PASSWORD_OF: Record<string, string> = {
  POSTGRES_URL: 'POSTGRES_PASSWORD',
  POSTGRES_REPLICA_URLS: 'POSTGRES_PASSWORD',
  REDIS_URL: 'REDIS_PASSWORD',
  QUEUE_REDIS_URL: 'REDIS_PASSWORD',
  SESSION_REDIS_URL: 'REDIS_PASSWORD',
};

/** Passwords that somebody who tries to get in tries first: of the demo accounts, of examples, of habit. */
const KNOWN_PASSWORDS = new Set(
  (
    'converge converge-demo postgres redis password passwd secret changeme change-me admin administrator root ' +
    'user test testing example demo default development letmein 123456 12345678 123456789'
  ).split(' '),
);

/** Keys that stand in public texts; the example of an Ed25519 key in RFC 8410, section 10.3. */
const KNOWN_KEYS = ['MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC'];

/** The variables of a process and the passwords that belong to its URLs. */
export function withPasswordNames(names: readonly string[]): string[] {
  const passwords = names.map((name) => PASSWORD_OF[name]).filter((name) => name !== undefined);
  return [...new Set([...names, ...passwords])];
}

/**
 * Fills in each variable that is given as a file: `NAME_FILE` holds the path of a file with the value of NAME, as docker
 * and others hand secrets over. A value that is given itself wins. Answers what is wrong, by the name of the variable.
 */
export function fillInFiles(given: Given, names: readonly string[]): Map<string, string> {
  const mistakes = new Map<string, string>();
  for (const name of names) {
    const path = given[`${name}_FILE`];
    if (path === undefined || given[name] !== undefined) continue;
    try {
      const value = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
      if (value === '') mistakes.set(name, `${name}_FILE: the file is empty`);
      else given[name] = value;
    } catch (error) {
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      mistakes.set(name, `${name}_FILE: the file cannot be read (${code})`);
    }
  }
  return mistakes;
}

/** Puts the passwords into the URLs that have none. What is no URL stays as it is: its own check tells. */
export function fillInPasswords(given: Given): void {
  for (const [name, passwordName] of Object.entries(PASSWORD_OF)) {
    const password = given[passwordName];
    if (password !== undefined) given[name] = eachUrl(given[name], (url) => withPassword(url, password));
  }
}

/** What production refuses, each with the way out; never a value. */
export function knownSecrets(given: Given, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = given[name];
    if (value === undefined) return [];
    if (KNOWN_KEYS.some((key) => value.replace(/\s/g, '').includes(key))) {
      return [
        `${name}: is a key that everybody knows, which production refuses; make one by  openssl genpkey -algorithm ed25519`,
      ];
    }
    if (!accountsOf(given, name, value).some(isKnown)) return [];
    return [
      `${name}: holds a password that everybody knows, which production refuses; make one by  openssl rand -hex 24`,
    ];
  });
}

interface Account {
  user: string;
  password: string;
}

const isKnown = ({ user, password }: Account): boolean =>
  password !== '' && (KNOWN_PASSWORDS.has(password.toLowerCase()) || password === user);

/** Whom a variable gives a password: each user of a URL, or those of the URLs that its password is put into. */
function accountsOf(given: Given, name: string, value: string): Account[] {
  if (name in PASSWORD_OF) return accountsIn(value);
  if (!name.endsWith('_PASSWORD')) return [];
  const users = Object.keys(PASSWORD_OF)
    .filter((url) => PASSWORD_OF[url] === name)
    .flatMap((url) => accountsIn(given[url] ?? ''))
    .filter(({ password }) => password === '')
    .map(({ user }) => user);
  return ['', ...users].map((user) => ({ user, password: value }));
}

function accountsIn(urls: string): Account[] {
  return urls
    .split(',')
    .map((part) => part.trim())
    .filter((part) => URL.canParse(part))
    .map((part) => new URL(part))
    .map((url) => ({ user: decoded(url.username), password: decoded(url.password) }));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone % is a mistake for whoever connects with it; here it is a character like others.
    return part;
  }
}

function withPassword(text: string, password: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.password === '') url.password = encodeURIComponent(password);
  return url.href;
}

const eachUrl = (list: string | undefined, change: (url: string) => string): string | undefined =>
  list
    ?.split(',')
    .map((part) => change(part.trim()))
    .join(',');
