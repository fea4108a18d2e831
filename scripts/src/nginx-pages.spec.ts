import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { nginxProgram, renderTemplate, TEMPLATE } from './nginx.js';
import { FreePorts } from './ports.js';
import { answersOk } from './probes.js';
import { isRoot } from './reachable.js';

const PAGES = {
  'index.html': 'the web client',
  'graphiql.html': 'the GraphQL page',
  'assets/one-1a2b.js': '1',
};
const ports = new FreePorts();
const folders: string[] = [];
const running: ChildProcess[] = [];

/** The real nginx with the real template over a web client of three files, and no service behind it. */
async function door(graphiql: 'on' | 'off'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'converge-door-'));
  folders.push(folder);
  for (const name of ['temp', 'web', 'web/assets']) mkdirSync(join(folder, name));
  for (const [name, text] of Object.entries(PAGES)) writeFileSync(join(folder, 'web', name), text);
  const port = await ports.take();
  const config = renderTemplate(readFileSync(TEMPLATE, 'utf8'), {
    ACCOUNT: isRoot() ? 'user root;' : '',
    WORKER_PROCESSES: '1',
    LISTEN: `listen 127.0.0.1:${port};`,
    WEB_ROOT: join(folder, 'web'),
    LOG_DIR: folder,
    USER_SERVERS: 'server 127.0.0.1:1;',
    SENDER_SERVERS: 'server 127.0.0.1:1;',
    RECEIVER_SERVERS: 'server 127.0.0.1:1;',
    PINNED_UPSTREAMS: '',
    PINNED_PATHS: '',
    USER_REQUESTS_RATE: '10r/s',
    USER_REQUESTS_BURST: '40',
    CONNECTIONS_PER_ADDRESS: '100',
    GRAPHIQL: graphiql,
  });
  writeFileSync(join(folder, 'nginx.conf'), config);
  const args = ['-p', `${folder}/`, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
  const nginx = spawn(nginxProgram(), args, { stdio: ['ignore', 'inherit', 'inherit'] });
  running.push(nginx);
  const url = `http://127.0.0.1:${port}`;
  while (nginx.exitCode === null && !(await answersOk(`${url}/healthz`)));
  return url;
}

afterEach(async () => {
  for (const nginx of running.splice(0)) {
    const ended = new Promise((resolve) => nginx.once('exit', resolve));
    nginx.kill('SIGTERM');
    await ended;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';

describe('the GraphQL page', () => {
  it('is served at /graphiql, with inline styles allowed to it alone and scripts as strict as anywhere', async () => {
    const url = await door('on');

    const page = await fetch(`${url}/graphiql?service=sender`);

    expect(await page.text()).toBe('the GraphQL page');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(policyOf(page)).toContain("style-src 'self' 'unsafe-inline'");
    expect(policyOf(page)).toContain("script-src 'self';");
    for (const path of ['/', '/chats/one', '/graphiql/more', '/assets/one-1a2b.js'])
      expect(policyOf(await fetch(url + path))).toMatch(/^(?!.*unsafe).*style-src 'self';/);
  });

  it('has all the other headers of the web client, and one address only', async () => {
    const url = await door('on');

    const page = await fetch(`${url}/graphiql`);

    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'x-served-by': 'nginx',
    });
    expect((await fetch(`${url}/graphiql.html`)).status).toBe(404);
  });

  it('is not there when it is switched off', async () => {
    const url = await door('off');

    for (const path of ['/graphiql', '/graphiql.html']) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('GraphQL page');
    }
    expect(await (await fetch(`${url}/chats/one`)).text()).toBe('the web client');
  });
});
