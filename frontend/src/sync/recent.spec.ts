import { expect, it } from '@jest/globals';
import { createRecent } from './recent';

it('remembers only the latest', () => {
  const recent = createRecent(2);
  ['a', 'b', 'a', 'c'].forEach(recent.add);
  expect(['a', 'b', 'c'].map(recent.has)).toEqual([true, false, true]);
});
