import { describe, expect, it } from '@jest/globals';
import { clockTime, formatDuration, parseDuration } from './duration.js';

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['60s', 60_000],
    ['2m', 120_000],
    ['1m30s', 90_000],
    ['1.5s', 1_500],
    ['1h', 3_600_000],
    ['0s', 0],
  ])('%s is so many milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '60', 's', '-1s', '1 s', '5sec', '1s2', '25h', '1e3s', 'NaNs'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([0, 1, 500, 1_500, 60_000, 90_000, 119_000, 120_000, 150_000, 3_600_000])(
    'of %d ms is written so that it is read back as the same',
    (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    },
  );

  it('that goes by is told in minutes and seconds', () => {
    expect([0, 7_999, 60_000, 754_000].map(clockTime)).toEqual(['0:00', '0:07', '1:00', '12:34']);
  });
});
