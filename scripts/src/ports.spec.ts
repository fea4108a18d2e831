import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { FreePorts } from './ports.js';

afterEach(() => void jest.restoreAllMocks());

describe('free ports', () => {
  it('are not those that somebody else was given, though nobody listens there yet', async () => {
    // All begin to look at the same place, as two stacks may that start at once.
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const everybody = [new FreePorts(), new FreePorts(), new FreePorts()];
    const given: number[] = [];
    for (let n = 0; n < 100; n++) given.push(...(await Promise.all(everybody.map((one) => one.take()))));
    expect(new Set(given).size).toBe(300);
  });
});
