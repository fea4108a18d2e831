import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const { version } = require('emojibase-data/package.json') as { version: string };
/** The version is in the path, so that the files can be kept for ever like everything in assets/. */
const FOLDER = `assets/emojibase-data-${version}`;
const FILES = ['en/data.json', 'en/messages.json'];

const read = (file: string) => readFileSync(require.resolve(`emojibase-data/${file}`));

/**
 * The emoji picker reads its data from where the page comes from: as files of the build, and from node_modules while
 * developing. `import.meta.env.VITE_EMOJI_DATA_URL` says where.
 */
export const emojiData = (): Plugin => ({
  name: 'emoji-data',
  config: () => ({ define: { 'import.meta.env.VITE_EMOJI_DATA_URL': JSON.stringify(`/${FOLDER}`) } }),
  generateBundle() {
    for (const file of FILES) {
      this.emitFile({ type: 'asset', fileName: `${FOLDER}/${file}`, source: read(file) });
    }
  },
  configureServer({ middlewares }) {
    middlewares.use(`/${FOLDER}`, (request, response, next) => {
      const file = request.url?.slice(1) ?? '';
      if (!FILES.includes(file)) return next();
      response.setHeader('content-type', 'application/json').end(read(file));
    });
  },
});
