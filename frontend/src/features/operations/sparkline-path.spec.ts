import { describe, expect, it } from '@jest/globals';
import { sparklinePath } from './sparkline-path';

const SPAN_MS = 100_000;

describe('a sparkline', () => {
  it('ends at the right with the latest, and is as high as its greatest value', () => {
    const points = [
      { at: 4_000, value: 0 },
      { at: 9_000, value: 10 },
      { at: 14_000, value: 5 },
    ];
    expect(sparklinePath(points, SPAN_MS, 1)).toBe('M90.0 20.0h0.1L95.0 0.0L100.0 10.0');
  });

  it('keeps small values small', () => {
    expect(sparklinePath([{ at: 1, value: 1 }], SPAN_MS, 100)).toBe('M100.0 19.8h0.1');
  });

  it('is broken where nothing is known: no answer for a while, or no value', () => {
    const points = [
      { at: 0, value: 1 },
      { at: 2_000, value: null },
      { at: 4_000, value: 1 },
      { at: 50_000, value: 1 },
    ];
    expect(sparklinePath(points, SPAN_MS, 1).match(/M/g)).toHaveLength(3);
  });

  it('is nothing without values', () => {
    expect(sparklinePath([], SPAN_MS, 1)).toBe('');
    expect(sparklinePath([{ at: 1, value: null }], SPAN_MS, 1)).toBe('');
  });
});
