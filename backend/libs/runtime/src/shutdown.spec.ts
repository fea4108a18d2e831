import { describe, expect, it, jest } from '@jest/globals';
import { createLogger } from './log.js';
import { Shutdown } from './shutdown.js';

const logger = createLogger({ id: 'test-1' }, 'silent');

function ending(deadlineMs = 1_000) {
  const codes: number[] = [];
  const shutdown = new Shutdown({ logger, deadlineMs, exit: (code) => codes.push(code) });
  return { shutdown, codes };
}

describe('the end of a process', () => {
  it('stops what was started last first, and once however often it is asked', async () => {
    const { shutdown, codes } = ending();
    const stopped: string[] = [];
    for (const name of ['redis', 'postgres', 'http']) shutdown.add(name, () => stopped.push(name));
    await Promise.all([shutdown.run('SIGTERM'), shutdown.run('SIGINT')]);
    expect(stopped).toEqual(['http', 'postgres', 'redis']);
    expect(codes).toEqual([0]);
  });

  it('goes on past a step that fails, and says so by its exit code', async () => {
    const { shutdown, codes } = ending();
    const stopped: string[] = [];
    shutdown.add('first', () => stopped.push('first'));
    shutdown.add('broken', () => Promise.reject(new Error('no')));
    await shutdown.run('SIGTERM');
    expect(stopped).toEqual(['first']);
    expect(codes).toEqual([1]);
  });

  it('does not wait past its deadline', async () => {
    jest.useFakeTimers();
    try {
      const { shutdown, codes } = ending(500);
      shutdown.add('hanging', () => new Promise(() => undefined));
      void shutdown.run('SIGTERM');
      await jest.advanceTimersByTimeAsync(499);
      expect(codes).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(codes).toEqual([1]);
    } finally {
      jest.useRealTimers();
    }
  });
});
