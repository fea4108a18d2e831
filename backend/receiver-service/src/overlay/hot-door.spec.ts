import { expect, it, jest } from '@jest/globals';
import { AWAY, HotDoor } from './hot-door.js';

it('a Redis that refuses is away at once', async () => {
  expect(await new HotDoor().ask(() => Promise.reject(new Error('closed')))).toBe(AWAY);
});

it('a Redis that hangs is given up within a second, and then not waited for by the next', async () => {
  jest.useFakeTimers();
  try {
    const door = new HotDoor();
    const never = () => new Promise<never>(() => undefined);
    const asked = door.ask(never);
    await jest.advanceTimersByTimeAsync(1000);
    expect(await asked).toBe(AWAY);
    expect(await door.ask(never)).toBe(AWAY);
    await jest.advanceTimersByTimeAsync(1000);
    expect(await door.ask(async () => 'back')).toBe('back');
  } finally {
    jest.useRealTimers();
  }
});

it('a process that was busy itself does not take Redis for silent', async () => {
  const door = new HotDoor();
  const asked = door.ask(() => new Promise((resolve) => setTimeout(resolve, 1, 'answer')));
  const busyUntil = Date.now() + 1300;
  while (Date.now() < busyUntil);
  expect(await asked).toBe('answer');
});
