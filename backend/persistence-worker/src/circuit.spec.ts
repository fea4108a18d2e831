import { describe, expect, test } from '@jest/globals';
import { createCircuit } from './circuit.js';
import { PutBack } from './put-back.js';

class Refused extends Error {}

const fast = {
  isTransient: (error: unknown) => !(error instanceof Refused),
  pauseMs: { first: 1, longest: 4 },
};
const never = new AbortController().signal;

describe('the circuit', () => {
  test('a transient failure is waited for, however often it comes; the circuit opens and closes again', async () => {
    const states: string[] = [];
    const circuit = createCircuit({ ...fast, onStateChange: (state) => states.push(state) });
    let left = 8;
    const outcome = await circuit.persist(async () => {
      if (left-- > 0) throw new Error('away');
      return 'stored';
    }, never);
    expect(outcome).toBe('stored');
    expect(states[0]).toBe('open');
    expect(states.at(-1)).toBe('closed');
    expect(circuit.state()).toBe('closed');
  });

  test('a refusal for good is passed on at once and opens nothing', async () => {
    const circuit = createCircuit(fast);
    let calls = 0;
    const refused = circuit.persist(async () => {
      calls++;
      throw new Refused();
    }, never);
    await expect(refused).rejects.toBeInstanceOf(Refused);
    expect(calls).toBe(1);
    expect(circuit.state()).toBe('closed');
  });

  test('stopping ends the wait at once', async () => {
    const circuit = createCircuit({ ...fast, pauseMs: { first: 60_000, longest: 60_000 } });
    const stop = new AbortController();
    let failed: () => void = () => undefined;
    const hasFailed = new Promise<void>((resolve) => (failed = resolve));
    const waiting = circuit.persist(async () => {
      failed();
      throw new Error('away');
    }, stop.signal);
    await hasFailed;
    setImmediate(() => stop.abort());
    await expect(waiting).rejects.toBeInstanceOf(PutBack);
  });

  test('stopping lets an attempt under way come to its end', async () => {
    const circuit = createCircuit(fast);
    const stop = new AbortController();
    let end: (value: string) => void = () => undefined;
    const running = circuit.persist(() => new Promise<string>((resolve) => (end = resolve)), stop.signal);
    await new Promise(setImmediate);
    stop.abort();
    end('stored');
    await expect(running).resolves.toBe('stored');
  });
});
