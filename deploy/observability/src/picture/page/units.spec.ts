import { describe, expect, test } from '@jest/globals';
import { formatted, isKnownUnit, type KnownUnit } from './units.js';

describe('a number is written', () => {
  test.each<[number, KnownUnit, string]>([
    [0, 's', '0 s'],
    [0.000_000_5, 's', '500 ns'],
    [0.012_34, 's', '12.3 ms'],
    [0.000_001, 's', '1 µs'],
    [2.5, 's', '2.5 s'],
    [59.98, 's', '1 min'],
    [90, 's', '1.5 min'],
    [0, 'ops', '0 ops/s'],
    [61.37, 'ops', '61.4 ops/s'],
    [4_560, 'ops', '4.56K ops/s'],
    [0.25, 'ops', '0.25 ops/s'],
    [0.000_000_1, 'ops', '0.0000001 ops/s'],
    [-0.000_000_012_34, 'ops', '-0.0000000123 ops/s'],
    [12, 'short', '12'],
    [999.4, 'short', '999'],
    [999.6, 'short', '1 K'],
    [-999.6, 'short', '-1 K'],
    [999_600, 'short', '1 Mil'],
    [1_234_567, 'short', '1.23 Mil'],
    [0, 'bytes', '0 B'],
    [1_023, 'bytes', '1023 B'],
    [1_048_300, 'bytes', '1 MiB'],
    [157_286_400, 'bytes', '150 MiB'],
    [0, 'percentunit', '0%'],
    [0.073, 'percentunit', '7.3%'],
  ])('%d in %s: %s', (value, unit, text) => {
    expect(formatted(value, unit)).toBe(text);
  });
});

test('a unit that is not in the table is not known', () => {
  expect(['s', 'lengthkm', undefined, 'toString'].filter(isKnownUnit)).toEqual(['s']);
});
