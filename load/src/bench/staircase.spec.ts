import { expect, test } from '@jest/globals';
import { createStaircase, searchRate } from './staircase.js';

test('the search ends just below the highest rate that holds, wherever it began', async () => {
  for (const capacity of [10, 900, 5000]) {
    const found = await searchRate(capacity, (rate) => Promise.resolve(rate < 1000));
    expect(found).toBeLessThan(1000);
    expect(found).toBeGreaterThan(1000 / 1.07);
  }
});

test('the search gives up where no rate holds', async () => {
  await expect(searchRate(1000, () => Promise.resolve(false))).rejects.toThrow('not even one');
});

test('the staircase answers only rates that held, and stays around the highest', async () => {
  const climb = createStaircase(
    2000,
    (rate) => Promise.resolve(rate < 1000 ? 'held' : null),
    () => false,
  );
  const rates: number[] = [];
  for (let round = 0; round < 10; round++) rates.push((await climb()).rate);
  for (const rate of rates) {
    expect(rate).toBeLessThan(1000);
    expect(rate).toBeGreaterThan(900);
  }
});

test('a bad moment lowers one round and not those after it', async () => {
  let capacity = 1000;
  const climb = createStaircase(
    950,
    (rate) => Promise.resolve(rate < capacity ? { rate } : null),
    ({ rate }) => rate < capacity / 2,
  );
  const rates: number[] = [];
  for (capacity of [1000, 300, 1000]) rates.push((await climb()).rate);
  expect(rates[0]).toBe(950);
  expect(rates[1]).toBeLessThan(300);
  expect(rates[2]).toBeGreaterThan(500);
});
