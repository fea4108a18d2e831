import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createTabChannel } from './tab-channel';

const posted = jest.fn();
const real = globalThis.BroadcastChannel;

beforeEach(() => {
  posted.mockReset();
  /** As browsers do it: a closed channel throws. */
  globalThis.BroadcastChannel = class {
    private isClosed = false;
    postMessage(news: unknown) {
      if (this.isClosed) throw new DOMException('Closed.', 'InvalidStateError');
      posted(news);
    }
    close() {
      this.isClosed = true;
    }
  } as never;
});
afterEach(() => void (globalThis.BroadcastChannel = real));

it('tells nobody anything once it is closed, and does not throw', () => {
  const channel = createTabChannel<string>('some');
  channel.tell('before');
  channel.close();
  channel.tell('after');
  expect(posted.mock.calls).toEqual([['before']]);
});
