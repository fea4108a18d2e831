import { describe, expect, it } from '@jest/globals';
import { createChatStore } from './chat-store';
import { createFeed } from './feed';
import { deaf } from './testkit/deaf-listener';
import { ModelServer } from './testkit/model-server';

const ready = { __typename: 'Ready', instance: 'receiver-1' } as const;

const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

describe('the state of the feed', () => {
  it('connects, goes offline when that fails or the browser says so, and counts what it took to come back', async () => {
    let isOnline = true;
    const reads = new ModelServer(['me']).reads('me', (value) => Promise.resolve(value));
    const feed = createFeed(createChatStore('me'), reads, deaf, () => isOnline);
    const phase = () => feed.status.get().phase;
    expect(phase()).toBe('connecting');
    feed.disconnected();
    expect(phase()).toBe('offline');
    feed.receive(ready);
    expect(phase()).toBe('catching-up');
    await settled();
    expect(feed.status.get()).toMatchObject({ phase: 'live', reconnects: 0 });
    expect(feed.status.get().connectedSince).not.toBeNull();
    // A receiver went away: a moment later another has taken its place, and nobody was offline.
    feed.disconnected();
    expect(feed.status.get()).toMatchObject({ phase: 'connecting', instance: null, connectedSince: null });
    feed.receive(ready);
    await settled();
    expect(feed.status.get()).toMatchObject({ phase: 'live', reconnects: 1 });
    isOnline = false;
    feed.disconnected();
    expect(phase()).toBe('offline');
    isOnline = true;
    feed.retrying();
    expect(phase()).toBe('connecting');
    feed.disconnected();
    expect(phase()).toBe('offline');
    feed.receive(ready);
    await settled();
    expect(feed.status.get()).toMatchObject({ phase: 'live', reconnects: 2 });
  });
});
