import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** What is text at heart; pictures and woff2 are compressed already. */
const COMPRESSIBLE = /\.(html|css|js|mjs|json|map|webmanifest|svg|txt|ttf|wasm)$/;
/** Smaller ones fit into the first packet anyway. */
const LEAST_BYTES = 1024;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** The folders that nginx looks in (converge.conf.template), and how their copies are made. */
const COPIES = {
  '.br': (bytes: Buffer, quality: number) =>
    brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes: Buffer) => gzipped(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/**
 * Compresses each file of the build once, as well as can be, so that nginx need not while somebody waits:
 * dist/assets/a.js becomes dist/.br/assets/a.js and dist/.gz/assets/a.js too. Names stay, so that types and addresses do.
 * A copy that is not smaller is not made, and one that is newer than its original not made again.
 */
export function precompress({ quality }: { quality: number }): Plugin {
  let folder: string;
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    // After all files are written, those of public/ too.
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const names = await filesIn(folder);
        const workers = Array.from({ length: availableParallelism() }, async () => {
          for (let name = names.pop(); name !== undefined; name = names.pop())
            await copy(folder, name, quality);
        });
        await Promise.all(workers);
      },
    },
  };
}

/** Relative to the folder; nothing of the folders with a dot, which are for tools and for the copies themselves. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => !name.startsWith('.') && COMPRESSIBLE.test(name));
}

async function copy(folder: string, name: string, quality: number): Promise<void> {
  const original = join(folder, name);
  const { mtimeMs, size } = await stat(original);
  if (size < LEAST_BYTES) return;
  for (const [where, compress] of Object.entries(COPIES)) {
    const target = join(folder, where, name);
    if ((await mtimeOf(target)) >= mtimeMs) continue;
    const bytes = await compress(await readFile(original), quality);
    if (bytes.length >= size) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}

const mtimeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity, // it is not there
  );
