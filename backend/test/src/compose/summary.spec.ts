import { expect, test } from '@jest/globals';
import { summary } from './summary.js';

test('The end tells of each step whether its promise was kept, how long it took, and what was not run', () => {
  const text = summary([
    { name: 'build', seconds: 61.04, isKept: true, told: 'converge-backend 90 MB' },
    { name: 'e2e', seconds: 120, isKept: false, told: 'Jest ended with 1\nand more' },
    { name: 'tls', seconds: 0, told: 'not run' },
  ]);
  expect(text.split('\n')).toEqual([
    '  ✔ build    61.0 s  converge-backend 90 MB',
    '  ✖ e2e     120.0 s  Jest ended with 1',
    '  – tls       0.0 s  not run',
    '',
    '  2 steps in 181 s: 1 not kept, 1 not run',
  ]);
});
