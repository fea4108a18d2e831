import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Batch } from './batch.js';

describe('a batch', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('loads who comes alone at once, and who comes soon after together, in parts', async () => {
    const asked: string[][] = [];
    const load = async (keys: string[]) => {
      asked.push(keys);
      return new Map(keys.filter((key) => key !== 'none').map((key) => [key, `value of ${key}`]));
    };
    const batch = new Batch(load, { restMs: 20, size: 2 });
    const first = [batch.load('first'), batch.load('first')];
    await jest.advanceTimersByTimeAsync(0);
    expect(await Promise.all(first)).toEqual(['value of first', 'value of first']);

    const answers = ['a', 'b', 'a', 'none'].map((key) => batch.load(key));
    await jest.advanceTimersByTimeAsync(10);
    answers.push(batch.load('c'));
    expect(asked).toEqual([['first']]);
    await jest.advanceTimersByTimeAsync(10);
    expect(await Promise.all(answers)).toEqual([
      'value of a',
      'value of b',
      'value of a',
      undefined,
      'value of c',
    ]);
    expect(asked.slice(1)).toEqual([
      ['a', 'b'],
      ['none', 'c'],
    ]);

    await jest.advanceTimersByTimeAsync(20);
    const later = batch.load('a');
    await jest.advanceTimersByTimeAsync(0);
    await later;
    expect(asked[3]).toEqual(['a']);
  });

  it('that fails tells each of its part, and nobody else', async () => {
    const load = async (keys: string[]) => {
      if (keys.includes('bad')) throw new Error('refused');
      return new Map(keys.map((key) => [key, key]));
    };
    const batch = new Batch(load, { restMs: 20, size: 1 });
    const all = Promise.allSettled([batch.load('bad'), batch.load('good')]);
    await jest.advanceTimersByTimeAsync(20);
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
