import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { Epoch } from '../epoch.js';
import { HotReads } from './hot-reads.js';

/** A log with these revisions, and the COUNT of each question it was asked. */
function logOf(from: number, to: number) {
  const asked: number[] = [];
  const xrange = async (_key: string, start: string, _end: string, _count: string, count: number) => {
    asked.push(count);
    const first = Math.max(from, Number.parseInt(start));
    return Array.from({ length: Math.max(0, Math.min(count, to - first + 1)) }, (_, i) => [
      `${first + i}-0`,
      ['e', JSON.stringify({ revision: first + i })],
    ]);
  };
  return { hot: new HotReads({ xrange } as unknown as Redis, {} as Epoch), asked };
}

describe('the log', () => {
  it('that does not reach so far back is not read for nothing', async () => {
    const { hot, asked } = logOf(500, 1499);
    expect(await hot.log('c', 10, 1499, 1_000_000)).toBeNull();
    expect(asked).toEqual([1]);
  });

  it('tells everything after a revision from far back and from near', async () => {
    const { hot } = logOf(500, 1499);
    const far = await hot.log('c', 499, 1499, 1_000_000);
    expect(far!.map((event) => event.revision)).toEqual(Array.from({ length: 1000 }, (_, i) => 500 + i));
    expect(await hot.log('c', 1497, 1499, 100)).toHaveLength(2);
    expect(await hot.log('c', 1499, 1499, 100)).toEqual([]);
  });

  it('does not tell what has a hole', async () => {
    const { hot } = logOf(500, 1499);
    expect(await hot.log('c', 498, 520, 100)).toBeNull();
    expect(await hot.log('c', 1490, 1600, 100)).toBeNull();
  });
});
