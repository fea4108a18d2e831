import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Built to frontend/dist and served by nginx at /. Nothing is inlined (no polyfill script, no data: assets), so that
 * a Content-Security-Policy without unsafe-inline holds.
 */
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // The API of a running `npm start`, so that `npm run dev` needs nothing of its own.
    proxy: { '^/(user|sender|receiver)/': { target: 'http://localhost:3000', ws: true } },
  },
});
