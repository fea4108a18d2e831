import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createOperationsWatch, type OperationsWatch } from './operations-watch';
import type { OperationsReport } from './model';
import type { Transport } from './transport';

const SECOND = 1_000;

describe('watching the operations', () => {
  let answers: { resolve(report: Partial<OperationsReport>): void; reject(error: Error): void }[];
  const run = jest.fn<(...asked: unknown[]) => Promise<unknown>>();
  let watch: OperationsWatch;
  let stop: () => void;

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  /** The latest question gets its answer. */
  async function answer(report: Partial<OperationsReport> = {}): Promise<void> {
    answers.at(-1)!.resolve(report);
    await pass(0);
  }
  const epochs = () => watch.state.get().samples.map(({ report }) => report.epoch);

  beforeEach(() => {
    jest.useFakeTimers();
    answers = [];
    run
      .mockReset()
      .mockImplementation(
        () =>
          new Promise((resolve, reject) =>
            answers.push({ resolve: (report) => resolve({ operations: report }), reject }),
          ),
      );
    watch = createOperationsWatch({ run } as unknown as Transport);
    stop = watch.start();
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  it('asks at once and then every two seconds, past any pin', async () => {
    await answer({ epoch: 'a' });
    await pass(1_999);
    expect(run).toHaveBeenCalledTimes(1);
    await pass(1);
    await answer({ epoch: 'b' });
    expect(run).toHaveBeenCalledTimes(2);
    expect(run.mock.calls[1]?.[3]).toEqual({ isUnpinned: true });
    expect(epochs()).toEqual(['a', 'b']);
  });

  it('has one question under way, however long its answer takes', async () => {
    await pass(9 * SECOND);
    expect(run).toHaveBeenCalledTimes(1);
    stop();
    stop = watch.start();
    expect(run).toHaveBeenCalledTimes(1);
    await answer();
    await pass(0);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('asks nothing while nobody looks, and at once when somebody does', async () => {
    await answer();
    stop();
    await pass(60 * SECOND);
    expect(run).toHaveBeenCalledTimes(1);
    expect(watch.state.get().isStale).toBe(false);
    stop = watch.start();
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('says when no answer has come for six seconds, and when one is there again', async () => {
    await answer();
    await pass(5_999);
    expect(watch.state.get().isStale).toBe(false);
    await pass(1);
    expect(watch.state.get().isStale).toBe(true);
    await answer();
    expect(watch.state.get().isStale).toBe(false);
  });

  it('keeps what it knows when a question fails, says why, and asks again', async () => {
    await answer({ epoch: 'a' });
    await pass(2 * SECOND);
    answers.at(-1)!.reject(new TypeError('Failed to fetch'));
    await pass(0);
    expect(watch.state.get().failure?.code).toBe('NETWORK');
    expect(epochs()).toEqual(['a']);
    await pass(2 * SECOND);
    await answer({ epoch: 'b' });
    expect(watch.state.get()).toMatchObject({ failure: null, isStale: false });
    expect(epochs()).toEqual(['a', 'b']);
  });

  it('keeps five minutes', async () => {
    await answer({ epoch: 'first' });
    for (let asked = 0; asked < 149; asked++) {
      await pass(2 * SECOND);
      await answer({ epoch: 'later' });
    }
    expect(epochs()).toHaveLength(150);
    expect(epochs()[0]).toBe('first');
    await pass(2 * SECOND);
    await answer({ epoch: 'later' });
    expect(epochs()).toHaveLength(150);
    expect(epochs()[0]).toBe('later');
  });
});
