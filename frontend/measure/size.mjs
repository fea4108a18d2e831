/**
 * `npm run size`, after a build: what a browser loads of the web client before anybody does anything, in the very files
 * that nginx sends (vite/precompress.ts). That is what index.html names (the entry with its static imports), and what a
 * signed-in shell with an open chat imports by itself (ALWAYS_IMPORTED). Exits with 1 if the JavaScript is more than
 * 200 kB gzipped: browsers take brotli over https and from localhost only.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';

const DIST = new URL('../dist/', import.meta.url);
const MOST_KB = 200;
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
/** What has no compressed copy is sent as it is. */
const kB = (file, folder) => {
  const copy = new URL(`${folder}/${file}`, DIST);
  return statSync(existsSync(copy) ? copy : new URL(file, DIST)).size / 1000;
};
const sizes = [...initial].map((file) => ({ file, gzip: kB(file, '.gz'), brotli: kB(file, '.br') }));
const sum = (end, how) =>
  sizes.filter(({ file }) => file.endsWith(end)).reduce((total, size) => total + size[how], 0);
const column = (number) => number.toFixed(1).padStart(7);

console.log('   gzip brotli, kB');
for (const { file, gzip, brotli } of sizes.sort((a, b) => b.gzip - a.gzip))
  console.log(column(gzip), column(brotli), file);
const javaScript = sum('.js', 'gzip');
console.log(
  `\n${column(javaScript)} ${column(sum('.js', 'brotli'))} JavaScript, of ${MOST_KB} kB gzipped\n` +
    `${column(sum('.css', 'gzip'))} ${column(sum('.css', 'brotli'))} CSS, in ${sizes.length} files in all`,
);
if (javaScript > MOST_KB) process.exitCode = 1;
