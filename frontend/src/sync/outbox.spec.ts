import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { Message } from './model';
import { createOutbox, type Outbox } from './outbox';
import { createMemoryStorage, type OutboxItem, type OutboxStorage } from './outbox-item';
import { stored } from './testkit/stored-message';

const refusal = (code: string, extensions: object = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message: `It is ${code}.`, extensions: { code, ...extensions } }] });

describe('the outbox', () => {
  let storage: OutboxStorage;
  let outbox: Outbox;
  const send = jest.fn<(item: OutboxItem) => Promise<Message>>();
  const onAccepted = jest.fn();

  const open = () => createOutbox({ userId: 'me', storage, send, onAccepted, random: () => 0 });
  const states = () => outbox.ofChat('chat').map((item) => item.state);
  const sent = () => send.mock.calls.map(([item]) => item);
  const soon = () => jest.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    jest.useFakeTimers();
    send.mockReset().mockImplementation((item) => Promise.resolve(stored(item)));
    onAccepted.mockReset();
    storage = createMemoryStorage();
    outbox = open();
  });

  afterEach(() => {
    outbox.stop();
    jest.useRealTimers();
  });

  it('asks about a message whose Persisted was told while the feed was coming back', async () => {
    outbox.live();
    const { id } = outbox.add('chat', 'hello');
    await soon();
    expect(states()).toEqual(['accepted']);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(sent().map((item) => item.id)).toEqual([id, id]);
    expect(states()).toEqual(['accepted']);
    outbox.persisted([`server-${id}`]);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('shows a message at once and keeps it until it is stored', async () => {
    const { id } = outbox.add('chat', 'hello');
    expect(states()).toEqual(['queued']);
    expect(outbox.waiting()).toBe(1);
    await soon();
    expect(states()).toEqual(['accepted']);
    expect(onAccepted).toHaveBeenCalledTimes(1);
    expect(await storage.load('me')).toHaveLength(1);
    outbox.persisted([`server-${id}`]);
    expect(states()).toEqual([]);
    expect(await storage.load('me')).toEqual([]);
  });

  it('tries again under the same id while the server is away, and sends once it is back', async () => {
    send
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockRejectedValueOnce(refusal('UNAVAILABLE'))
      .mockRejectedValueOnce(refusal('RATE_LIMITED', { retryAfterMs: 5000 }));
    outbox.add('chat', 'hello');
    await soon();
    expect(states()).toEqual(['queued']);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(states()).toEqual(['accepted']);
    expect(send).toHaveBeenCalledTimes(4);
    expect(new Set(sent().map((item) => item.id)).size).toBe(1);
  });

  it('waits as long as a rate limit asks for', async () => {
    send.mockRejectedValueOnce(refusal('RATE_LIMITED', { retryAfterMs: 5000 }));
    outbox.add('chat', 'hello');
    await jest.advanceTimersByTimeAsync(4_900);
    expect(send).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('sends the messages of a chat in order, one after the other, and other chats meanwhile', async () => {
    send.mockRejectedValueOnce(refusal('UNAVAILABLE'));
    outbox.add('chat', 'one');
    outbox.add('chat', 'two');
    outbox.add('other', 'elsewhere');
    await soon();
    expect(sent().map((item) => item.content)).toEqual(['one', 'elsewhere']);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(sent().map((item) => item.content)).toEqual(['one', 'elsewhere', 'one', 'two']);
  });

  it('does not wait out its pause when the connection is back', async () => {
    send.mockRejectedValueOnce(refusal('UNAVAILABLE'));
    outbox.add('chat', 'hello');
    await soon();
    outbox.wake();
    await soon();
    expect(states()).toEqual(['accepted']);
  });

  it.each(['CONFLICT', 'BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND'])(
    'says why at %s, goes on with the next and leaves the rest to the person',
    async (code) => {
      send.mockRejectedValueOnce(refusal(code));
      outbox.add('chat', 'bad');
      outbox.add('chat', 'good');
      await jest.advanceTimersByTimeAsync(60_000);
      expect(states()).toEqual(['failed', 'accepted']);
      expect(outbox.ofChat('chat')[0]?.failure).toEqual({ code, message: `It is ${code}.` });
      expect(send).toHaveBeenCalledTimes(2);
    },
  );

  it('sends a failed message again when asked to; after a CONFLICT under a new id', async () => {
    send.mockRejectedValueOnce(refusal('FORBIDDEN')).mockRejectedValueOnce(refusal('CONFLICT'));
    const { id } = outbox.add('chat', 'hello');
    await soon();
    outbox.retry(id);
    await soon();
    expect(outbox.ofChat('chat')[0]?.failure?.code).toBe('CONFLICT');
    outbox.retry(id);
    await soon();
    expect(states()).toEqual(['accepted']);
    const ids = sent().map((item) => item.id);
    expect(ids[1]).toBe(id);
    expect(ids[2]).not.toBe(id);
  });

  it('forgets a failed message when the person deletes it', async () => {
    send.mockRejectedValueOnce(refusal('FORBIDDEN'));
    const { id } = outbox.add('chat', 'hello');
    await soon();
    outbox.remove(id);
    expect(outbox.ofChat('chat')).toEqual([]);
    expect(await storage.load('me')).toEqual([]);
  });

  it('lets go of what was accepted in a chat that the viewer has left, and keeps what never was', async () => {
    const accepted = outbox.add('chat', 'sent');
    await soon();
    send.mockRejectedValue(refusal('NOT_FOUND'));
    outbox.interrupted();
    outbox.live();
    outbox.add('chat', 'never sent');
    await soon();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sent().filter(({ id }) => id === accepted.id)).toHaveLength(2);
    expect(outbox.failed().map(({ content }) => content)).toEqual(['never sent']);
    expect(outbox.failed()).toBe(outbox.failed());
    expect(outbox.ofChat('chat')).toEqual(outbox.failed());
  });

  it('takes the event for the answer when the answer was lost', async () => {
    let fail = (_: unknown) => {};
    send.mockImplementationOnce(() => new Promise((_, reject) => (fail = reject)));
    const item = outbox.add('chat', 'hello');
    outbox.accepted([stored(item)]);
    outbox.persisted([`server-${item.id}`]);
    fail(new TypeError('Failed to fetch'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(outbox.ofChat('chat')).toEqual([]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('loses nothing over a reload: what waited is sent under the id it had', async () => {
    send.mockRejectedValue(new TypeError('Failed to fetch'));
    const ids = ['one', 'two'].map((text) => outbox.add('chat', text).id);
    await soon();
    outbox.stop();
    send.mockReset().mockImplementation((item) => Promise.resolve(stored(item)));
    outbox = open();
    await outbox.start();
    await soon();
    expect(sent().map((item) => item.id)).toEqual(ids);
    expect(states()).toEqual(['accepted', 'accepted']);
  });

  it('takes no note any more of an answer that comes once it is closed', async () => {
    let answer = (_: Message) => {};
    send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const item = outbox.add('chat', 'hello');
    outbox.stop();
    answer(stored(item));
    await soon();
    expect(onAccepted).not.toHaveBeenCalled();
    expect(await storage.load('me')).toEqual([item]);
  });

  it('does not show the messages of another account', async () => {
    outbox.add('chat', 'mine');
    outbox.stop();
    outbox = createOutbox({ userId: 'ann', storage, send, onAccepted });
    await outbox.start();
    expect(outbox.ofChat('chat')).toEqual([]);
  });

  it('sends again what was accepted but never confirmed, under the same id, after the feed broke off', async () => {
    const { id } = outbox.add('chat', 'hello');
    await soon();
    outbox.interrupted();
    outbox.live();
    await soon();
    expect(sent().map((item) => item.id)).toEqual([id, id]);
    expect(states()).toEqual(['accepted']);
    // A live feed that confirms it proves nothing: Postgres may be away for hours.
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(states()).toEqual(['accepted']);
    outbox.persisted([`server-${id}`]);
    expect(states()).toEqual([]);
  });

  it('leaves when its Persisted came over the feed before the answer that tells its id', async () => {
    let answer = (_: Message) => {};
    send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const item = outbox.add('chat', 'hello');
    outbox.persisted(['server-of somebody else', `server-${item.id}`]);
    expect(states()).toEqual(['queued']);
    answer(stored(item));
    await soon();
    expect(states()).toEqual([]);
    expect(await storage.load('me')).toEqual([]);
    expect(onAccepted).toHaveBeenCalledWith(stored(item), true);
  });

  it('waits for Persisted without end as long as the feed holds', async () => {
    outbox.add('chat', 'hello');
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(states()).toEqual(['accepted']);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
