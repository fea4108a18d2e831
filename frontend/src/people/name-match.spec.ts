import { describe, expect, it } from '@jest/globals';
import { folded, nameMatcher } from './name-match';

describe('a search by name', () => {
  it('minds neither capitals nor accents', () => {
    expect(nameMatcher('zoe')(folded('Zoë Müller'))).toBe(true);
    expect(nameMatcher('MULLER')(folded('Zoë Müller'))).toBe(true);
  });

  it('finds Arabic names with or without vowel marks', () => {
    expect(nameMatcher('محمد')(folded('مُحَمَّد علي'))).toBe(true);
  });

  it('wants every word, each in any of the names', () => {
    const matches = nameMatcher('team bob');
    expect(matches(folded('Team Blue', 'Bob Marley'))).toBe(true);
    expect(matches(folded('Team Blue', 'Carol'))).toBe(false);
  });

  it('finds everything when nothing is typed', () => {
    expect(nameMatcher('  ')(folded('anything'))).toBe(true);
  });
});
