import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { createDataSource, ensureConnected } from './data-source.js';
import { readAny } from './read.js';
import { createReads } from './reads.js';
import { ChatHistory, createTestDatabase, type TestDatabase } from './testing.js';
import { storeEvents } from './writes.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A way to the database that can be cut. */
async function breakableUrl(): Promise<{ url: string; cut: () => Promise<void> }> {
  const target = new URL(database.url);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => undefined);
    }
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: url.href, cut };
}

const PORT = 'SELECT inet_client_port() AS port';

describe('replicas', () => {
  test('reads go to a replica and, once it is gone, to the primary; writes never notice', async () => {
    const replica = await breakableUrl();
    const dataSource = createDataSource({ url: database.url, replicaUrls: [replica.url], poolSize: 2 });
    const reads = createReads(dataSource);
    const history = new ChatHistory('group', [newId(), newId(), newId()]);
    await storeEvents(dataSource, history.events);
    expect(await reads.chat(history.chat.id)).toEqual(history.chat);

    await replica.cut();
    expect(await reads.chat(history.chat.id)).toEqual(history.chat);
    await storeEvents(dataSource, history.events);
    expect(await readAny(dataSource, PORT, [])).toHaveLength(1);
    await dataSource.destroy();
  });

  test('a replica that is away at the start is left out, and told of', async () => {
    const [present, absent] = [await breakableUrl(), await breakableUrl()];
    await absent.cut();
    const leftOut: unknown[] = [];
    const dataSource = createDataSource({
      url: database.url,
      replicaUrls: [present.url, absent.url],
      onReplicaLeftOut: (error) => leftOut.push(error),
    });
    await ensureConnected(dataSource);
    expect(leftOut).toMatchObject([{ code: 'ECONNREFUSED' }]);
    expect(await readAny(dataSource, PORT, [])).toHaveLength(1);
    await dataSource.destroy();
    await present.cut();
  });

  test('without the primary nothing is connected, and the next attempt is a fresh one', async () => {
    const primary = await breakableUrl();
    await primary.cut();
    const dataSource = createDataSource({ url: primary.url, replicaUrls: [database.url] });
    for (let n = 0; n < 2; n++) {
      await expect(ensureConnected(dataSource)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });
});
