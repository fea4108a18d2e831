import { describe, expect, it, jest } from '@jest/globals';
import { withEarlierFrames } from './frames';

async function* framesUpTo(count: number) {
  for (let n = 1; n <= count; n++) yield { data: { n: await Promise.resolve(n) } };
}

describe('a subscription on the GraphQL page', () => {
  it('shows each frame with those before it, the latest first', async () => {
    const shown: unknown[] = [];
    for await (const view of withEarlierFrames(framesUpTo(2), () => 'now')) shown.push(view);

    const first = { frame: 1, receivedAt: 'now', data: { n: 1 } };
    const second = { frame: 2, receivedAt: 'now', data: { n: 2 } };
    expect(shown).toEqual([{ frames: [first] }, { frames: [second, first] }]);
  });

  it('keeps the latest 50', async () => {
    let last: unknown;
    for await (const view of withEarlierFrames(framesUpTo(60))) last = view;

    expect((last as { frames: { frame: number }[] }).frames.map(({ frame }) => frame)).toEqual(
      Array.from({ length: 50 }, (_, index) => 60 - index),
    );
  });

  it('ends when it is stopped, also while nothing comes', async () => {
    const source = {
      next: () => new Promise<IteratorResult<object>>(() => {}),
      return: jest.fn(async () => ({ done: true as const, value: undefined })),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const view = withEarlierFrames(source);
    void view.next();
    await view.return?.();
    expect(source.return).toHaveBeenCalledTimes(1);
  });
});
