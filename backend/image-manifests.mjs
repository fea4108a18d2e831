/**
 * `node image-manifests.mjs <repository> <folder>`, for backend/Dockerfile: writes the manifests of the back end alone, so
 * that `npm install` there brings nothing of the web client, the load tester and the tools of developers, but for the
 * compiler and its types.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [from, to] = process.argv.slice(2);
const NEEDED_TO_BUILD = /^(typescript$|@types\/)/;

const services = ['user-service', 'sender-service', 'receiver-service', 'persistence-worker'];
const libraries = readdirSync(join(from, 'backend/libs')).map((name) => `libs/${name}`);
const workspaces = [...libraries, ...services].map((name) => `backend/${name}`);

for (const folder of ['.', ...workspaces]) {
  const manifest = JSON.parse(readFileSync(join(from, folder, 'package.json'), 'utf8'));
  const tools = Object.entries(manifest.devDependencies ?? {}).filter(([name]) => NEEDED_TO_BUILD.test(name));
  const narrowed = { ...manifest, devDependencies: Object.fromEntries(tools) };
  if (folder === '.') Object.assign(narrowed, { workspaces, scripts: {} });
  const file = join(to, folder, 'package.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(narrowed, null, 2)}\n`);
}
for (const name of ['package-lock.json', '.npmrc']) cpSync(join(from, name), join(to, name));
