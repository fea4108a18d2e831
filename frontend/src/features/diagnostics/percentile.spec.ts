import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentile';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a percentile', () => {
  it('is a value that was measured, by nearest rank', () => {
    expect(percentile([15, 20, 35, 40, 50], 0.3)).toBe(20);
    expect(percentile([15, 20, 35, 40, 50], 0.5)).toBe(35);
    expect(percentile([15, 20, 35, 40, 50], 1)).toBe(50);
    expect(percentile(upTo(100), 0.95)).toBe(95);
  });

  it('does not need the values in order, and leaves them as they are', () => {
    const values = [30, 10, 20, 100];

    expect(percentile(values, 0.5)).toBe(20);
    expect(values).toEqual([30, 10, 20, 100]);
  });

  it('of one value is that value, and of none is not known', () => {
    expect(percentile([7], 0)).toBe(7);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });
});
