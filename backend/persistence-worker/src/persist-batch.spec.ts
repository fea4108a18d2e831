import { describe, expect, jest, test } from '@jest/globals';
import { newId, type ChatEvent } from '@converge/domain';
import { ChatHistory } from '@converge/postgres/testing';
import { createCircuit } from './circuit.js';
import { createBatchPersister, type BatchEffects } from './persist-batch.js';

class Refused extends Error {}

const [ada, ben] = [newId(), newId()] as [string, string];

function history(messages: number): ChatEvent[] {
  const chat = new ChatHistory('direct', [ada, ben]);
  for (let n = 0; n < messages; n++) chat.send(ada, n);
  return chat.events;
}

function persister(overrides: Partial<BatchEffects> = {}) {
  const effects: jest.Mocked<BatchEffects> = {
    store: jest.fn(async () => undefined),
    settle: jest.fn(async () => undefined),
    bury: jest.fn(async () => undefined),
    onUnsettled: jest.fn(),
    onBatch: jest.fn(),
    ...(overrides as Partial<jest.Mocked<BatchEffects>>),
  };
  const newCircuit = () =>
    createCircuit({ isTransient: (error) => !(error instanceof Refused), pauseMs: { first: 1, longest: 2 } });
  const circuit = newCircuit();
  const persist = createBatchPersister(circuit, newCircuit(), effects);
  return { persist: (events: unknown[]) => persist(events, new AbortController().signal), effects, circuit };
}

describe('persisting a batch', () => {
  test('the poison event is buried with its reason; the others are stored and settled', async () => {
    const events = history(5);
    const poison = events[3]!;
    const { persist, effects } = persister({
      store: jest.fn(async (batch: readonly ChatEvent[]) => {
        if (batch.includes(poison))
          throw Object.assign(new Refused('invalid byte sequence'), { code: '22021' });
      }),
    });
    await persist(events);
    expect(effects.bury.mock.calls).toEqual([[poison, 'invalid byte sequence (22021)']]);
    expect(effects.settle.mock.calls).toEqual([[events.filter((event) => event !== poison)]]);
  });

  test('what has not the form of an event is buried and never reaches Postgres', async () => {
    const events = history(2);
    const elsewhere = { ...events[1]!, chatId: newId() };
    const strange = [
      null,
      'text',
      {},
      { ...events[1]!, revision: 'x' },
      elsewhere,
      { ...events[2]!, message: {} },
    ];
    const { persist, effects } = persister();
    await persist([...strange, ...events]);
    expect(effects.bury.mock.calls.map(([event]) => event)).toEqual(strange);
    for (const [, reason] of effects.bury.mock.calls) expect(reason).toMatch(/^malformed event: /);
    expect(effects.store.mock.calls.map(([stored]) => stored)).toEqual([events]);
  });

  test('while Postgres is away nothing is buried, and the batch ends only when it is stored', async () => {
    let left = 10;
    const { persist, effects } = persister({
      store: jest.fn(async () => {
        if (left-- > 0) throw new Error('connection refused');
      }),
    });
    await persist(history(3));
    expect(left).toBe(-1);
    expect(effects.bury).not.toHaveBeenCalled();
    expect(effects.settle).toHaveBeenCalledTimes(1);
  });

  const timeout = () =>
    Object.assign(new Error('canceling statement due to statement timeout'), {
      ...{ code: '57014', severity: 'ERROR' },
    });

  test('a batch that takes too long is split until it is small enough, nothing is buried, the circuit stays closed', async () => {
    const events = history(40);
    const sizes: number[] = [];
    const { persist, effects, circuit } = persister({
      store: jest.fn(async (batch: readonly ChatEvent[]) => {
        sizes.push(batch.length);
        if (batch.length > 6) throw timeout();
      }),
    });
    await persist(events);
    expect(effects.bury).not.toHaveBeenCalled();
    expect(effects.settle.mock.calls).toEqual([[events]]);
    expect(sizes.filter((size) => size <= 6).reduce((sum, size) => sum + size, 0)).toBe(events.length);
    expect(sizes.length).toBeLessThan(20);
    expect(circuit.state()).toBe('closed');
  });

  test('a single event that takes too long is waited for, never buried', async () => {
    let left = 5;
    const { persist, effects } = persister({
      store: jest.fn(async () => {
        if (left-- > 0) throw timeout();
      }),
    });
    await persist(history(0));
    expect(effects.store).toHaveBeenCalledTimes(6);
    expect(effects.bury).not.toHaveBeenCalled();
    expect(effects.settle).toHaveBeenCalledTimes(1);
  });

  test('a failure to settle does not fail the batch: it is told, and rescue has it settled', async () => {
    const { persist, effects } = persister({
      settle: jest.fn(() => Promise.reject(new Error('redis away'))),
    });
    await persist(history(1));
    expect(effects.onUnsettled).toHaveBeenCalledTimes(1);
  });

  test('a batch does not end before its poison is in the dead letter queue', async () => {
    let left = 3;
    const { persist, effects } = persister({
      bury: jest.fn(async () => {
        if (left-- > 0) throw new Error('redis away');
      }),
    });
    await persist(['poison']);
    expect(effects.bury).toHaveBeenCalledTimes(4);
  });

  test('every kind of event of a real history has the right form', async () => {
    const chat = new ChatHistory('group', [ada, ben, newId(), newId()]);
    for (const does of [
      'send',
      'edit',
      'delete',
      'send',
      'read',
      'join',
      'leave',
      'rename',
      'remove',
    ] as const) {
      chat.take({ does, who: does === 'read' ? 1 : 0, what: does === 'join' ? 3 : 0 });
    }
    expect(new Set(chat.events.map((event) => event.type)).size).toBe(9);
    const { persist, effects } = persister();
    await persist(chat.events);
    expect(effects.bury).not.toHaveBeenCalled();
  });
});
