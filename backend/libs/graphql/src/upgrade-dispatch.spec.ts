import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UpgradeDispatch } from './upgrade-dispatch.js';

let server: Server;
let port: number;
let upgrades: UpgradeDispatch;

beforeEach(async () => {
  server = createServer((_request, response) => response.end('hello'));
  upgrades = new UpgradeDispatch(server, 'sender-2');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  upgrades.destroySockets();
  server.closeAllConnections();
  server.close();
});

const upgrade = (path: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
      socket.write(head, () => resolve(socket));
    });
    socket.once('error', reject);
  });

describe('an HTTP Upgrade', () => {
  it('to a path that nobody claimed is answered 404 and ended', async () => {
    const socket = await upgrade('/graphql');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 404 /);
    expect(text).toContain('X-Served-By: sender-2');
  });

  it('followed by a reset does not end the process, claimed or not', async () => {
    let arrived = () => {};
    let closed = () => {};
    upgrades.claim('/claimed', (_request, socket) => {
      socket.once('close', () => closed()).resume();
      arrived();
    });
    for (let attack = 0; attack < 20; attack++) {
      (await upgrade('/unclaimed')).resetAndDestroy();
      const handler = new Promise<void>((resolve) => (arrived = resolve));
      const end = new Promise<void>((resolve) => (closed = resolve));
      const socket = await upgrade('/claimed');
      await handler;
      socket.resetAndDestroy();
      await end;
    }
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hello');
  });
});
