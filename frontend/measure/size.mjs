/**
 * `npm run size`, after a build: what a browser loads of the web client before anybody does anything, gzipped as nginx
 * sends it. That is what index.html names (the entry with its static imports), and what a signed-in shell with an open
 * chat imports by itself (ALWAYS_IMPORTED). Exits with 1 if the JavaScript is more than 200 kB.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const MOST_KB = 200;
/** nginx' gzip_comp_level. */
const GZIP_LEVEL = 6;
/** Dynamic imports that happen without interaction: the texts of the language. Chats and messages are in the entry. */
const ALWAYS_IMPORTED = ['src/i18n/en/index.ts'];

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'));

/** The files of a part and of all that it imports statically. */
function filesOf(name, files = new Set()) {
  const part = manifest[name];
  if (!part) throw new Error(`${name} is not in the build; is ALWAYS_IMPORTED up to date?`);
  if (files.has(part.file)) return files;
  for (const file of [part.file, ...(part.css ?? [])]) files.add(file);
  for (const imported of part.imports ?? []) filesOf(imported, files);
  return files;
}

const page = readFileSync(new URL('index.html', DIST), 'utf8');
const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file);
const initial = new Set([...named, ...ALWAYS_IMPORTED.flatMap((name) => [...filesOf(name)])]);
const sizes = [...initial].map((file) => ({
  file,
  kB: gzipSync(readFileSync(new URL(file, DIST)), { level: GZIP_LEVEL }).length / 1000,
}));
const sum = (end) => sizes.filter(({ file }) => file.endsWith(end)).reduce((total, { kB }) => total + kB, 0);

for (const { file, kB } of sizes.sort((a, b) => b.kB - a.kB)) console.log(kB.toFixed(1).padStart(7), file);
const javaScript = sum('.js');
console.log(
  `\n${javaScript.toFixed(1).padStart(7)} kB JavaScript of ${MOST_KB}, and ${sum('.css').toFixed(1)} kB CSS, gzipped, in ${sizes.length} files`,
);
if (javaScript > MOST_KB) process.exitCode = 1;
