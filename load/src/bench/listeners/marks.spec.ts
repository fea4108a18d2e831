import { expect, test } from '@jest/globals';
import { findMark, markedText, markInstantUs, markNumber, nowUs } from './marks.js';

test('a mark is found in any frame, and says what was put into it', () => {
  const scheduledUs = Math.round(nowUs());
  const text = markedText({ number: 4711, scheduledUs });
  for (const [before, guess] of [
    ['', 0],
    ['{"content":"', 0],
    ['{"content":"', 12],
    ['x', 400],
  ] as const) {
    const bytes = Buffer.from(`noise${before}${text}"}noise`);
    const [start, end] = [5, bytes.length - 5];
    const mark = findMark(bytes, start, end, guess);
    expect(mark).toBe(before.length);
    expect(markNumber(bytes, start + mark)).toBe(4711);
    expect(markInstantUs(bytes, start + mark)).toBe(scheduledUs);
  }
});

test('no mark is found where there is none, or in the frame after', () => {
  const text = markedText({ number: 1, scheduledUs: 1 });
  const bytes = Buffer.from(`ready ${text}`);
  expect(findMark(bytes, 0, 6, 0)).toBe(-1);
  expect(findMark(bytes, 0, 20, 6)).toBe(-1);
  expect(findMark(Buffer.from('nothing'), 0, 7, 2)).toBe(-1);
});
