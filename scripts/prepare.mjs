/** What a fresh clone needs before anything of it can run: the right Node, the packages, the build. Plain Node. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const ROOT = dirname(import.meta.dirname);
const LEAST_NODE = [20, 19];
const at = (...names) => join(ROOT, ...names);

/** Throws unless this is a Node that the project runs on. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new Error(
    `Converge needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      '  Get a newer one from https://nodejs.org or with  nvm install 22',
  );
}

/** The path of a Chromium: CHROMIUM, or Debian's. Throws where there is none. */
export function requireChromium() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  throw new Error(
    `There is no Chromium at ${path}.\n` +
      '  Debian, Ubuntu:  apt-get install chromium fonts-noto-core fonts-noto-color-emoji\n' +
      '  Elsewhere:       CHROMIUM=/path/to/chromium, before the command',
  );
}

/** Runs `npm install` when the packages are missing or older than the lock file. */
export async function installIfNeeded() {
  const lock = at('package-lock.json');
  const installed = at('node_modules', '.package-lock.json');
  const marker = at('node_modules', '.converge-installed');
  const hash = () => createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(installed)) {
    if (mtime(installed) >= mtime(lock)) return;
    // A lock file that was only touched (a checkout, a copy) is no reason to install again.
    if (existsSync(marker) && readFileSync(marker, 'utf8') === hash()) return;
  }
  const isFirst = !existsSync(installed);
  await step(
    `Installed the packages`,
    `Installing the packages${isFirst ? ' (the first time: about a minute)' : ''}`,
    () => run('npm', ['install', '--no-audit', '--no-fund']),
  );
  writeFileSync(marker, hash());
}

/** Builds the local stack's own program; a second or less, so it says nothing. */
export async function buildStack() {
  await tsc('scripts');
}

/** Builds the load tester alone; it needs nothing of the services' code. */
export async function buildLoad() {
  await tsc('load');
}

/** Builds all TypeScript and, when one of its sources is newer than its build, the web client; both at once. */
export async function buildAll() {
  // The web client uses domain's words too, so they are built before both.
  await tsc('backend/libs/domain', 'scripts');
  const web = () => run('npm', ['run', '--silent', 'build', '--workspace', '@converge/frontend']);
  const jobs = [step('Built the services', undefined, () => tsc())];
  if (isWebClientStale()) jobs.push(step('Built the web client', undefined, web));
  const failed = (await Promise.allSettled(jobs)).filter((job) => job.status === 'rejected');
  if (failed.length > 0) throw new Error(failed.map((job) => job.reason.message).join('\n\n'));
}

const tsc = (...projects) =>
  run(process.execPath, [at('node_modules/typescript/bin/tsc'), '-b', ...projects]);

function isWebClientStale() {
  const page = at('frontend/dist/index.html');
  if (!existsSync(page)) return true;
  const sources = readdirSync(at('frontend'), { withFileTypes: true })
    .filter((entry) => !['dist', 'node_modules'].includes(entry.name))
    .map((entry) => at('frontend', entry.name));
  return newest([...sources, at('package-lock.json')]) > mtime(page);
}

function newest(paths) {
  return Math.max(
    0,
    ...paths.map((path) => {
      if (!statSync(path).isDirectory()) return mtime(path);
      return newest(readdirSync(path).map((name) => join(path, name)));
    }),
  );
}

const mtime = (path) => statSync(path).mtimeMs;

/** A line when it is done, with how long it took; for a long one, a line before too. */
async function step(done, before, work) {
  if (before !== undefined) console.log(`  … ${before}`);
  const startedAt = Date.now();
  await work();
  console.log(`  ✔ ${done} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Runs a program to its end; a failure throws what it wrote. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
    child.once('error', (error) => reject(new Error(`${command} cannot be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      const tail = said.trim().split('\n').slice(-60).join('\n');
      reject(new Error(`${[basename(command), ...args].join(' ')} failed (${how}):\n${tail}`));
    });
  });
}
