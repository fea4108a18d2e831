import { describe, expect, it, jest } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { settled } from '../testing/fake-chat.js';
import { LiveOperation } from './live-operation.js';
import type { LiveSocket } from './live-socket.js';
import { LiveSource, type Sink } from './live-source.js';
import { SharedExecution } from './shared-execution.js';

const schema = buildSchema(`
  type Query { nothing: Int }
  type Item { id: ID! slow: String }
  type Subscription { item: Item! }
`);

class TestSource extends LiveSource {
  sink!: Sink;
  isClosed = false;
  override open(sink: Sink): void {
    this.sink = sink;
  }
  override close(): void {
    this.isClosed = true;
  }
}

/** Of a frame with up to 65,535 bytes. */
const textOf = (frame: Buffer) => String(frame.subarray(frame[1]! < 126 ? 2 : 4));

function setUp() {
  const counts = { made: 0, shared: 0 };
  const shared = new SharedExecution(schema, (error) => ({ message: String(error) }), {
    made: () => (counts.made += 1),
    shared: () => (counts.shared += 1),
  });
  const subscribe = (id: string, text = 'subscription { item { id } }', acceptBytes = Infinity) => {
    const frames: string[] = [];
    let slow = 0;
    const room = { isFull: false, drained: Promise.resolve() };
    const socket = {
      sendFrame: (frame: Buffer) => frames.length < acceptBytes && frames.push(textOf(frame)) > 0,
      tooSlow: () => (slow += 1),
      get isFull() {
        return room.isFull;
      },
      drained: () => room.drained,
    } as unknown as LiveSocket;
    const source = new TestSource('item');
    const asked = { document: parse(text), operationName: undefined, variables: undefined, field: 'item' };
    const operation = new LiveOperation(id, socket, source, shared.acquire(asked, text), shared, () => {});
    const ended = operation.next();
    return { operation, source, frames, ended, room, slow: () => slow };
  };
  return { counts, subscribe };
}

describe('a live operation', () => {
  it('sends what is pushed at once, in the same turn', () => {
    const { source, frames } = setUp().subscribe('a"1');
    source.sink.push({ id: 1 });
    expect(frames.map((frame) => JSON.parse(frame))).toEqual([
      { id: 'a"1', type: 'next', payload: { data: { item: { id: '1' } } } },
    ]);
  });

  it('shares one execution and one serialisation with all who asked the same', () => {
    const { counts, subscribe } = setUp();
    const readers = Array.from({ length: 500 }, (_, i) => subscribe(String(i)));
    const other = subscribe('other', 'subscription { item { id __typename } }');
    for (let n = 0; n < 3; n++) {
      const item = { id: n };
      for (const { source } of [...readers, other]) source.sink.push(item);
    }
    expect(counts).toEqual({ made: 6, shared: 3 * 499 });
    expect(readers.every(({ frames }) => frames.length === 3)).toBe(true);
  });

  it('keeps the order where a result has to wait for a field', async () => {
    const { source, frames } = setUp().subscribe('1', 'subscription { item { id slow } }');
    source.sink.push({ id: 1, slow: new Promise((resolve) => setTimeout(resolve, 20, 'x')) });
    source.sink.push({ id: 2, slow: 'now' });
    expect(frames).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(frames.map((frame) => JSON.parse(frame).payload.data.item.id)).toEqual(['1', '2']);
  });

  it('ends after what was pushed before its end, and closes its source', async () => {
    const { source, frames, ended } = setUp().subscribe('1', 'subscription { item { id slow } }');
    source.sink.push({ id: 1, slow: Promise.resolve('x') });
    source.sink.complete();
    source.sink.push({ id: 2, slow: 'never' });
    await expect(ended).resolves.toMatchObject({ done: true });
    expect(frames).toHaveLength(1);
    expect(source.isClosed).toBe(true);
  });

  it('with too many results waiting takes its reader for too slow', () => {
    const { source, slow } = setUp().subscribe('1', 'subscription { item { id slow } }');
    for (let i = 0; i <= 2501; i++) source.sink.push({ id: i, slow: new Promise(() => {}) });
    expect(slow()).toBeGreaterThan(0);
  });

  it('lets a burst wait while the socket has much on its way, and tells all of it in order', async () => {
    const { counts, subscribe } = setUp();
    const { source, frames, room, slow } = subscribe('1');
    let drain = () => {};
    room.isFull = true;
    room.drained = new Promise((resolve) => (drain = resolve));
    for (let i = 0; i < 1500; i++) source.sink.push({ id: i });
    source.sink.complete();
    await settled();
    expect(frames).toEqual([]);
    expect(counts.made).toBe(0); // nothing is made that nobody can take yet
    room.isFull = false;
    drain();
    for (let i = 0; i < 20; i++) await settled();
    expect(frames.map((frame) => JSON.parse(frame).payload.data.item.id)).toEqual(
      Array.from({ length: 1500 }, (_, i) => String(i)),
    );
    expect(slow()).toBe(0);
    expect(source.isClosed).toBe(true);
  });

  it('takes a reader for too slow whose values have waited a minute, however steadily it reads', () => {
    jest.useFakeTimers();
    try {
      const { source, room, slow } = setUp().subscribe('1');
      room.isFull = true;
      room.drained = new Promise(() => {});
      source.sink.push({ id: 1 });
      jest.setSystemTime(Date.now() + 61_000);
      source.sink.push({ id: 2 });
      expect(slow()).toBe(1);
      expect(source.isClosed).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('stops its source when the socket takes nothing more', async () => {
    const { source, ended } = setUp().subscribe('1', undefined, 1);
    source.sink.push({ id: 1 });
    source.sink.push({ id: 2 });
    await ended;
    expect(source.isClosed).toBe(true);
  });

  it('that was left before it began is never opened', async () => {
    const { operation, source } = setUp().subscribe('1');
    await operation.return();
    await settled();
    expect(source.isClosed).toBe(true);
  });

  it('tells a failure of its source', async () => {
    const { source, ended } = setUp().subscribe('1');
    source.sink.fail(new Error('gone'));
    await expect(ended).rejects.toThrow('gone');
    expect(source.isClosed).toBe(true);
  });
});
