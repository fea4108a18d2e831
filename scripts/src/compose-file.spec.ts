import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './layout.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const compose = read('docker-compose.yml');
const composeFiles = [compose, read('deploy/observability/compose.yml')].join('\n');
const explained = read('.env.example');

const namesIn = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];
/** What .env.example says of processes, without what is of the local stack or of docker compose itself. */
const ofProcesses = namesIn(explained.split('# --- the local stack itself')[0]!, /^#([A-Z0-9_]+)=/gm);

/** Addresses, ports and passwords, which it gives to the services in its own way; and what would need more than a variable. */
const DECIDED_BY_COMPOSE = [
  ...['NODE_ENV', 'HOST', 'SHUTDOWN_DEADLINE_MS', 'QUEUE_REDIS_URL', 'SESSION_REDIS_URL'],
  ...['INSTANCE_NUMBER', 'PORT', 'REDIS_URL', 'POSTGRES_URL', 'POSTGRES_REPLICA_URLS', 'JWKS_URL'],
  'JWT_PRIVATE_KEY_FILE',
];

describe('docker-compose.yml', () => {
  it('asks for no variable that .env.example does not explain', () => {
    const asked = namesIn(composeFiles, /(?<!\$)\$\{([A-Z0-9_]+)/g);
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((name) => !explained.includes(`\n#${name}=`))).toEqual([]);
  });

  it('hands on every setting of a process that is not its own to decide', () => {
    const handedOn = (name: string) =>
      compose.includes(`\n      ${name}: \${${name}:-}`) ||
      compose.includes(`\n  ${name}: \${${name}:-}`) ||
      compose.includes(`\n  ${name}:\n`);
    expect(ofProcesses.filter((name) => !DECIDED_BY_COMPOSE.includes(name) && !handedOn(name))).toEqual([]);
  });

  it('holds no secret: passwords come by file', () => {
    expect(compose).not.toMatch(/:\/\/[^/\s]*:[^/\s]*@/);
    const given = [...compose.matchAll(/^\s+(\w*(?:PASSWORD|PRIVATE_KEY)\w*): (.*)$/gm)];
    for (const [, name, value] of given)
      expect(`${name}=${value}`).toMatch(/_FILE=\/secrets\/|=\$\{\w+:-\}$/);
  });
});
