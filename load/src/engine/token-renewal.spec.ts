import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { TargetUnreachableError } from '../target/target.js';
import { renewTokens } from './token-renewal.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const people = (token: () => Promise<string>) => [{ id: 'ann', username: 'ann', token }];

test('A token that cannot be made while its service is away is asked for again; the run goes on', async () => {
  const token = jest.fn(async () => 'new').mockRejectedValueOnce(new TargetUnreachableError('away'));
  const threads = { tell: jest.fn(), fail: jest.fn() };
  const stop = renewTokens(people(token), threads);
  await jest.advanceTimersByTimeAsync(15_000);
  expect(threads.tell).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(15_000);
  expect(threads.tell).toHaveBeenCalledWith({ type: 'tokens', tokens: [[0, 'new']] });
  expect(threads.fail).not.toHaveBeenCalled();
  stop();
});

test('A mistake of the generator ends the run', async () => {
  const mistake = new TypeError('not a token');
  const threads = { tell: jest.fn(), fail: jest.fn() };
  const stop = renewTokens(people(jest.fn(async () => 'x').mockRejectedValueOnce(mistake)), threads);
  await jest.advanceTimersByTimeAsync(15_000);
  expect(threads.fail).toHaveBeenCalledWith(mistake);
  stop();
});
