import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { EVENTS, range, seqs, types, VIEWER, type Value } from '../testing/documents.js';
import { startHarness, type Harness } from '../testing/receiver-harness.js';

let at: Harness;
beforeAll(async () => {
  at = await startHarness();
});
afterAll(() => at.stop());

describe('what is lost on the way', () => {
  test('when Redis cuts the connection no event is lost', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    const client = await at.live(at.tokens.of(ann));
    const id = client.subscribe(EVENTS, { chatId: chat.id });
    const all = client.subscribe(VIEWER);
    await client.ready(id);
    await client.ready(all);
    let made: string | undefined;
    for (let i = 1; i <= 200; i++) {
      await at.send(chat.id, ann, `message ${i}`);
      if (i % 50 === 0) {
        const { localPort } = at.subscriber.stream as unknown as { localPort: number };
        await at.redis.client('KILL', 'ADDR', `127.0.0.1:${localPort}`);
      }
      if (i === 150) made = (await at.group(ann)).id;
    }
    await client.until(() => seqs(client.values(id)).length >= 200, '200 messages');
    expect(seqs(client.values(id))).toEqual(range(1, 200));
    await client.until(
      () => client.values<Value>(all).some((value) => value.chatId === made),
      'the chat made while the connection was away',
    );
    expect(seqs(client.values<Value>(all).filter((value) => value.chatId === chat.id))).toEqual(
      range(1, 200),
    );
  });

  test('when another epoch begins everybody is told to read afresh', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    await at.send(chat.id, ann);
    await at.persist();
    const client = await at.live(at.tokens.of(ann));
    const id = client.subscribe(EVENTS, { chatId: chat.id });
    await client.ready(id);
    await at.redis.flushdb();
    await at.send(chat.id, ann, 'in the new epoch');
    await client.until(() => types(client.values(id)).includes('Reset'));
    await at.send(chat.id, ann, 'and on');
    await client.until(() => seqs(client.values(id)).at(-1) === 3, 'the last message');
    expect(types(client.values(id))).toEqual(['Ready', 'Reset', 'MessageAdded']);
    expect(client.values<Value>(id)[1]!.position).toMatchObject({ revision: 3 });
  });

  test('a reader that does not read is closed with 1013, and its memory is bounded', async () => {
    const own = await startHarness({ slowConsumerBytes: 256 * 1024 });
    try {
      const ann = newId();
      const chat = await own.group(ann);
      const client = await own.live(own.tokens.of(ann));
      const id = client.subscribe(EVENTS, { chatId: chat.id });
      await client.ready(id);
      const socket = (client.ws as unknown as { _socket: { pause(): void; resume(): void } })._socket;
      socket.pause();
      const content = 'x'.repeat(4000);
      const slow = async () =>
        /slow_consumers_total\{.*\} (\d)/.exec(await own.metrics.registry.metrics())?.[1];
      for (let i = 0; i < 5000 && (await slow()) !== '1'; i += 50) {
        await Promise.all(range(1, 50).map(() => own.send(chat.id, ann, content)));
      }
      expect(await slow()).toBe('1');
      socket.resume();
      await client.until(() => client.closed !== undefined, 'the end');
      expect(client.closed!.code).toBe(1013);
      expect(own.receiver.hub.listenerCount).toBe(0);
      // It comes back and resumes, however long its backlog is.
      const since = client
        .values<Value>(id)
        .filter((value) => value.position)
        .at(-1)!.position!;
      const again = await own.live(own.tokens.of(ann));
      const resumed = again.subscribe(EVENTS, { chatId: chat.id, since });
      await again.ready(resumed);
      expect(again.closed).toBeUndefined();
    } finally {
      await own.stop();
    }
  });
});
