import { beforeEach, describe, expect, it } from '@jest/globals';
import { keepOnlyOf, pageStorage } from './page-storage';

describe('what the GraphQL page keeps', () => {
  beforeEach(() => {
    sessionStorage.clear();
    keepOnlyOf('ann');
    pageStorage('ann', 'user').setItem('tabs', 'a query');
  });

  it('is there again for the same user and service only', () => {
    keepOnlyOf('ann');
    expect(pageStorage('ann', 'user').getItem('tabs')).toBe('a query');
    expect(pageStorage('ann', 'sender').getItem('tabs')).toBeNull();
    expect(pageStorage('ben', 'user').getItem('tabs')).toBeNull();
  });

  it.each(['', 'ben'])(
    'is gone once the page is of somebody else (%p), also what is written late',
    (other) => {
      const late = pageStorage('ann', 'user');
      sessionStorage.setItem('something else', 'stays');
      keepOnlyOf(other);
      late.setItem('tabs', 'too late');
      expect(Object.keys(sessionStorage)).toEqual(['something else']);
    },
  );
});
