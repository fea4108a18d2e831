import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { createDataSource, ensureConnected, replicasOf } from './data-source.js';
import { readAny } from './read.js';
import { createReads } from './reads.js';
import type { ReplicaChange } from './replicas.js';
import { ChatHistory, createTestDatabase, type TestDatabase } from './testing.js';
import { storeEvents } from './writes.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A way to a database that can be cut, and mended. */
async function breakableUrl(to = database) {
  const target = new URL(to.url);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => undefined);
    }
    socket.pipe(onward).pipe(socket);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(to.url);
  url.port = String(port);
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: url.href, cut, mend: () => listen(port) };
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
    const changes: ReplicaChange[] = [];
    const dataSource = createDataSource({
      url: database.url,
      replicaUrls: [present.url, absent.url],
      onReplicaChange: (change) => changes.push(change),
    });
    await ensureConnected(dataSource);
    expect(replicasOf(dataSource).count).toBe(1);
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual({ failure: null, isFirst: true });
    expect(changes).toContainEqual({
      failure: expect.objectContaining({ code: 'ECONNREFUSED' }),
      isFirst: true,
    });
    expect(await readAny(dataSource, PORT, [])).toHaveLength(1);
    await dataSource.destroy();
    await present.cut();
  });

  test('one that comes late is read from, one that goes is asked no more, and each is told once', async () => {
    const other = await createTestDatabase();
    const replica = await breakableUrl(other);
    await replica.cut();
    const told = new EventEmitter();
    const changes: ReplicaChange[] = [];
    const dataSource = createDataSource({
      url: database.url,
      replicaUrls: [replica.url],
      lookForReplicasEveryMs: 20,
      onReplicaChange: (change) => {
        changes.push(change);
        told.emit('change');
      },
    });
    /** A machine that stands still while it is looked for takes it for away meanwhile, and says so. */
    const untilCount = async (count: number) => {
      while (replicasOf(dataSource).count !== count) await once(told, 'change');
    };
    const isReadFrom = async () => {
      const [row] = await readAny<{ name: string }>(dataSource, 'SELECT current_database() AS name', []);
      return other.url.endsWith(`/${row!.name}`);
    };
    expect(await isReadFrom()).toBe(false);

    await replica.mend();
    await untilCount(1);
    while (!(await isReadFrom())) await untilCount(1);

    await replica.cut();
    expect(await isReadFrom()).toBe(false);
    await untilCount(0);
    const [first, ...later] = changes;
    expect(first).toEqual({ failure: expect.anything(), isFirst: true });
    expect(later.length).toBeGreaterThanOrEqual(2);
    // It came and went by turns: nothing was told twice.
    expect(later).toEqual(
      later.map((_, n) => ({ failure: n % 2 === 0 ? null : expect.anything(), isFirst: false })),
    );
    await dataSource.destroy();
    await other.drop();
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
