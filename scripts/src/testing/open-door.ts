import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nginxProgram, renderTemplate, TEMPLATE } from '../nginx.js';
import { FreePorts } from '../ports.js';
import { answersOk } from '../probes.js';
import { isRoot } from '../reachable.js';

/** The real nginx with the real template. */
export interface OpenDoor {
  url: string;
  /** What its access log says so far. */
  log(): Record<string, unknown>[];
  /** What nginx says of itself. */
  said(): string;
}

export const ports = new FreePorts();
/**
 * So long a door waits for an answer, in seconds, unless a test is about who gives none: the stand-ins live in Jest's
 * process, which a busy machine may hold up for a second or two.
 */
export const PATIENCE_S = 20;
const folders: string[] = [];
const running: ChildProcess[] = [];

/** `server` lines of an upstream. */
export const servers = (...origins: string[]): string =>
  origins.map((origin) => `server ${origin} max_fails=1 fail_timeout=1s;`).join(' ');

const NOBODY = 'server 127.0.0.1:1 down;';

/** Opens a door with no instance behind it and no limit in the way, but for `values`, over a web client of `pages`. */
export async function openDoor(
  values: Record<string, string> = {},
  pages: Record<string, string | Buffer> = {},
): Promise<OpenDoor> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'temp'));
  for (const [name, content] of Object.entries({ 'index.html': 'the web client', ...pages }))
    writeInto(join(folder, 'web'), name, content);
  const port = await ports.take();
  const config = renderTemplate(readFileSync(TEMPLATE, 'utf8'), {
    ACCOUNT: isRoot() ? 'user root;' : '',
    WORKER_PROCESSES: '1',
    LISTEN: `listen 127.0.0.1:${port};`,
    WEB_ROOT: join(folder, 'web'),
    ACCESS_LOG: join(folder, 'access.log'),
    USER_SERVERS: NOBODY,
    SENDER_SERVERS: NOBODY,
    RECEIVER_SERVERS: NOBODY,
    PINNED_UPSTREAMS: '',
    PINNED_PATHS: '',
    USER_REQUESTS_RATE: '1000r/s',
    USER_REQUESTS_BURST: '1000',
    CONNECTIONS_PER_ADDRESS: '1000',
    TRUSTED_PROXIES: '',
    ANSWER_WITHIN: `${PATIENCE_S}s`,
    GRAPHIQL: 'off',
    UNUSED_TEMP_PATHS: '',
    FURTHER_SERVERS: '',
    ...values,
  });
  writeInto(folder, 'nginx.conf', config);
  const args = ['-p', `${folder}/`, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
  const nginx = spawn(nginxProgram(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  running.push(nginx);
  let said = '';
  nginx.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const url = `http://127.0.0.1:${port}`;
  await until('nginx answers', () => {
    if (nginx.exitCode !== null) throw new Error(`nginx has ended with code ${nginx.exitCode}: ${said}`);
    return answersOk(`${url}/healthz`);
  });
  return { url, log: () => linesOf(join(folder, 'access.log')), said: () => said };
}

/** Closes all that a test has opened. For afterEach. */
export async function closeDoors(): Promise<void> {
  await Promise.all(running.splice(0).map((nginx) => end(nginx)));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

/** A folder of its own that goes with the doors. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'converge-door-'));
  folders.push(folder);
  return folder;
}

/** Asks a process to end; resolves with its exit code. */
export async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

/** Asks again until it is so. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function writeInto(folder: string, name: string, content: string | Buffer): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
