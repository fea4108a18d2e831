import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { emojiData } from './vite/emoji-data';
import { precompress } from './vite/precompress';

/**
 * Two pages, built apart into frontend/dist (`--mode graphiql` for the second), so that neither loads what only the
 * other needs: index.html, the web client, served by nginx at /, and graphiql.html at /graphiql. Nothing is inlined (no
 * polyfill script, no data: assets), so that a Content-Security-Policy without unsafe-inline holds.
 */
export default defineConfig(({ mode }) => {
  const isGraphiql = mode === 'graphiql';
  return {
    plugins: [
      react(),
      tailwindcss(),
      ...(isGraphiql ? [] : [emojiData()]),
      // Brotli's best takes 3 s a megabyte, of which the GraphQL page has seven; this a fifteenth, and is 9 % larger.
      precompress({ quality: isGraphiql ? 9 : 11 }),
    ],
    build: {
      outDir: 'dist',
      emptyOutDir: !isGraphiql,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // What `npm run size` reads.
      manifest: !isGraphiql,
      rolldownOptions: {
        input: isGraphiql ? 'graphiql.html' : 'index.html',
        // What is loaded first comes in one piece; by default every few shared lines would be a request of their own.
        output: { codeSplitting: { groups: [{ name: 'initial', tags: ['$initial'] }] } },
        // 'use no memo' in GraphiQL's packages is for a compiler that does not run here.
        checks: { moduleLevelDirective: false },
      },
      // Monaco is as large as it is, and only on the GraphQL page; `npm run size` measures what counts.
      chunkSizeWarningLimit: 2_000,
    },
    worker: { format: 'es' },
    // `npm run dev` must not bundle these ahead: they start workers.
    optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
    server: {
      proxy: {
        // The API of a running `npm start`, so that `npm run dev` needs nothing of its own.
        '^/(user|sender|receiver)/': { target: 'http://localhost:3000', ws: true },
        // As nginx does it: the second page has an address without .html.
        '^/graphiql([?]|$)': { target: 'http://localhost:3000', bypass: () => '/graphiql.html' },
      },
    },
  };
});
