import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { emojiData } from './vite/emoji-data';

/**
 * Built to frontend/dist and served by nginx: index.html, the web client, at / and graphiql.html at /graphiql. Nothing
 * is inlined (no polyfill script, no data: assets), so that a Content-Security-Policy without unsafe-inline holds.
 */
export default defineConfig({
  plugins: [react(), tailwindcss(), emojiData()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What `npm run size` reads.
    manifest: true,
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
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
});
