import { describe, expect, it, jest } from '@jest/globals';
import type { Message } from './model';
import { isFirstPage, joinPage, joinScattered } from './message-run';

const message = (seq: number, revision = seq) => ({ id: `m${seq}`, seq, revision }) as Message;
const upTo = (end: number) => Array.from({ length: end }, (_, index) => message(index + 1));

describe('messages that are joined to a run', () => {
  it('are appended up to the first hole, and replace older states of themselves', () => {
    const run = upTo(4).slice(1);
    const came = [message(8), message(6), message(5), message(3, 9), message(1, 10), message(4, 2)];
    const joined = joinScattered(run, came);
    expect(joined.run).toEqual([message(2), message(3, 9), message(4), message(5), message(6)]);
    expect(joined.before).toEqual([message(1, 10)]);
    expect(joined.beyond).toEqual([message(8)]);
  });

  it('find their place in a run with empty seqs, and may fill one', () => {
    const run = upTo(6).filter(({ seq }) => seq !== 3 && seq !== 5);
    const joined = joinScattered(run, [message(7), message(6, 9), message(5)]);
    expect(joined.run).toEqual([1, 2, 4, 5].map((seq) => message(seq)).concat(message(6, 9), message(7)));
    expect(joined.beyond).toEqual([]);
  });

  it('leave a run as it is that they say nothing new of', () => {
    const run = upTo(3);
    expect(joinScattered(run, [message(2), message(9)]).run).toBe(run);
  });

  it('are joined with one copy of the run, however many they are', () => {
    const run = upTo(5_000);
    const page = upTo(5_500).slice(5_000);
    const copies = jest.spyOn(Array.prototype, Symbol.iterator);
    const joined = joinScattered(run, page);
    const count = copies.mock.calls.length;
    copies.mockRestore();
    expect(joined.run).toHaveLength(5_500);
    expect(count).toBeLessThan(5);
  });
});

describe('a page that is joined to a run', () => {
  it('is followed by it, though the seqs between are empty', () => {
    const run = upTo(9).slice(5);
    expect(joinPage(run, upTo(4), 6)).toEqual([...upTo(4), ...run]);
    expect(joinPage(run, upTo(4))).toBe(run);
  });

  it('is the first only if it begins with the chat, though it is not full', () => {
    expect(isFirstPage(upTo(3))).toBe(true);
    expect(isFirstPage(upTo(5).slice(2), 6)).toBe(false);
    expect(isFirstPage([], 2)).toBe(true);
    // The preview of a chat whose last message was discarded.
    expect(isFirstPage([])).toBe(false);
  });
});
