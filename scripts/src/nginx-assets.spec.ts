import { get, type IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeDoors, openDoor } from './testing/open-door.js';

const SCRIPT = 'export const one = 1;\n'.repeat(100);
const PAGE = '<title>the web client</title>';
const PAGES = {
  'index.html': PAGE,
  '.br/index.html': brotliCompressSync(PAGE),
  '.gz/index.html': gzipSync(PAGE),
  'assets/one-1a2b.js': SCRIPT,
  '.br/assets/one-1a2b.js': brotliCompressSync(SCRIPT),
  '.gz/assets/one-1a2b.js': gzipSync(SCRIPT),
  'assets/plain-3c4d.js': '1',
  '.vite/manifest.json': '{}',
};
const DECODERS: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

/** As it comes over the wire: fetch would decompress it. */
function raw(
  url: string,
  accepted?: string,
): Promise<{ status?: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const request = get(url, { agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const decode = DECODERS[response.headers['content-encoding'] ?? ''] ?? ((bytes: Buffer) => bytes);
        const text = decode(Buffer.concat(chunks)).toString();
        resolve({ status: response.statusCode, headers: response.headers, text });
      });
    });
    request.once('error', reject);
  });
}

afterEach(closeDoors);

describe('a file of the web client', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br; q=0.0, gzip;q=0.000', undefined],
    ['brotli, xgzip', undefined],
    ['identity', undefined],
    [undefined, undefined],
  ])('comes as small as the browser takes it: for "%s" %s', async (accepted, encoding) => {
    const { url } = await openDoor({}, PAGES);

    const { headers, text } = await raw(`${url}/assets/one-1a2b.js`, accepted);

    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toContain('immutable');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(text).toBe(SCRIPT);
  });

  it('comes as it is where there is no smaller copy', async () => {
    const { url } = await openDoor({}, PAGES);
    const { headers, text } = await raw(`${url}/assets/plain-3c4d.js`, 'br, gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(text).toBe('1');
  });

  it('is asked for again by what it was, each copy by its own mark', async () => {
    const { url } = await openDoor({}, PAGES);
    const marks = await Promise.all(
      ['br', 'gzip', undefined].map(
        async (how) => (await raw(`${url}/assets/one-1a2b.js`, how)).headers.etag,
      ),
    );
    expect(new Set(marks).size).toBe(3);
  });
});

describe('a page of the web client', () => {
  it('is compressed too, at every address of its own', async () => {
    const { url } = await openDoor({}, PAGES);
    for (const path of ['/', '/index.html', '/chats/one']) {
      const { status, headers, text } = await raw(url + path, 'br');
      expect([status, headers['content-encoding'], text]).toEqual([200, 'br', PAGE]);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-security-policy']).toContain("script-src 'self'");
    }
  });

  it('is nothing that only tools need, and no copy under an address of its own', async () => {
    const { url } = await openDoor({}, PAGES);
    for (const path of ['/.vite/manifest.json', '/.br/assets/one-1a2b.js', '/.gz/index.html', '/.env'])
      expect((await raw(url + path, 'br')).status).toBe(404);
  });
});
