import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answersOkWithin } from './probes.js';

let server: Server;
let url: string;
let asked: number;
/** From this request on it is well. */
let wellFrom: number;

beforeEach(async () => {
  asked = 0;
  server = createServer((_, response) => {
    asked++;
    response.writeHead(asked >= wellFrom ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('whoever has time for the answer', () => {
  it('asks again until it is good', async () => {
    wellFrom = 3;
    expect(await answersOkWithin(url, 30_000)).toBe(true);
    expect(asked).toBe(3);
  });

  it('is told in the end that there is none', async () => {
    wellFrom = Infinity;
    expect(await answersOkWithin(url, 100)).toBe(false);
  });
});
