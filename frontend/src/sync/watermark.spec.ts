import { describe, expect, it } from '@jest/globals';
import { atLeast, before, exactly, UNKNOWN } from './watermark';

describe('what is known of a watermark', () => {
  it('never falls', () => {
    expect(exactly(exactly(UNKNOWN, 5), 3)).toEqual({ low: 5, high: 6 });
    expect(atLeast(exactly(UNKNOWN, 5), 3)).toEqual({ low: 5, high: 6 });
  });

  it('stays exact when its owner writes', () => {
    expect(atLeast(exactly(UNKNOWN, 5), 9)).toEqual({ low: 9, high: 10 });
  });

  it('lies between what was read and what was not', () => {
    expect(before(atLeast(UNKNOWN, 4), 8)).toEqual({ low: 4, high: 8 });
  });

  it('believes a newer cursor more than an older "not yet"', () => {
    expect(before(exactly(UNKNOWN, 9), 7)).toEqual({ low: 9, high: 10 });
  });
});
