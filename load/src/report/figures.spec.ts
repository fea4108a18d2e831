import { describe, expect, it } from '@jest/globals';
import { change, figure, known, several } from './figures.js';

describe('a figure', () => {
  it('has the digits that count', () => {
    expect([0, 0.314, 4.25, 18.04, 240.4, 1_240.4].map(figure)).toEqual([
      ...['0', '0.31', '4.25', '18.0', '240', '1,240'],
    ]);
  });

  it('that is not known is a dash', () => {
    expect([null, undefined, Number.NaN].map(known)).toEqual(['–', '–', '–']);
  });

  it('changes by so many percent of what it was', () => {
    expect(change(100, 112)).toBe('+12 %');
    expect(change(100, 96.6)).toBe('−3.4 %');
    expect(change(100, 100.01)).toBe('±0 %');
    expect(change(0, 3)).toBe('new');
    expect(change(0, 0)).toBe('±0 %');
    expect(change(null, 3)).toBe('–');
  });

  it('of things is said as people say it', () => {
    expect([several(1, 'user'), several(1_000, 'user')]).toEqual(['1 user', '1,000 users']);
  });
});
