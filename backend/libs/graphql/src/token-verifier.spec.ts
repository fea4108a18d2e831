import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { TokenVerifier } from './token-verifier.js';

test('the keys that verify tokens are missed as long as they cannot be had, and no longer', async () => {
  let isThere = false;
  let askedFor = 0;
  const users = createServer((_request, response) => {
    askedFor++;
    response.writeHead(isThere ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [] }));
  });
  await new Promise<void>((resolve) => users.listen(0, '127.0.0.1', resolve));
  const verifier = new TokenVerifier({
    jwks: `http://127.0.0.1:${(users.address() as AddressInfo).port}/jwks.json`,
    issuer: 'converge',
    audience: 'converge',
    isRevoked: () => false,
  });
  await expect(verifier.checkKeys()).rejects.toThrow('Expected 200 OK');
  isThere = true;
  await verifier.checkKeys();
  await verifier.checkKeys();
  expect(askedFor).toBe(2);
  users.closeAllConnections();
  users.close();
});
