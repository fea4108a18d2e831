import { describe, expect, it } from '@jest/globals';
import { messageAdded } from '../testing/fake-chat.js';
import { mergeMessages, pageRange } from './page.js';

const page = (limit: number | null, beforeSeq: number | null, afterSeq: number | null, lastSeq: number) => {
  const { from, to } = pageRange({ limit, beforeSeq, afterSeq }, lastSeq);
  return to < from ? null : [from, to];
};

describe('a page of messages', () => {
  it('is the latest without a bound', () => {
    expect(page(50, null, null, 120)).toEqual([71, 120]);
    expect(page(null, null, null, 120)).toEqual([71, 120]);
    expect(page(50, null, null, 3)).toEqual([1, 3]);
    expect(page(50, null, null, 0)).toBeNull();
  });

  it('ends right before beforeSeq', () => {
    expect(page(50, 71, null, 120)).toEqual([21, 70]);
    expect(page(50, 21, null, 120)).toEqual([1, 20]);
    expect(page(50, 1, null, 120)).toBeNull();
    expect(page(50, 9999, null, 120)).toEqual([71, 120]);
  });

  it('begins right after afterSeq', () => {
    expect(page(50, null, 10, 120)).toEqual([11, 60]);
    expect(page(50, null, 100, 120)).toEqual([101, 120]);
    expect(page(50, null, 120, 120)).toBeNull();
    expect(page(50, null, -5, 120)).toEqual([1, 50]);
    expect(page(50, 15, 10, 120)).toEqual([11, 14]);
  });

  it('has 1 to 200 messages', () => {
    for (const limit of [0, -1, 201]) expect(() => page(limit, null, null, 10)).toThrow(/limit/);
    expect(page(200, null, null, 500)).toEqual([301, 500]);
  });
});

it('two readings of the same messages are one: of each the newer revision, ascending', () => {
  const [one, two, three] = [1, 2, 3].map((n) => messageAdded('c', n).message);
  const edited = { ...two!, content: 'edited', revision: 9 };
  expect(mergeMessages([three!, two!], [edited, one!])).toEqual([one, edited, three]);
  expect(mergeMessages([edited], [two!])).toEqual([edited]);
});
