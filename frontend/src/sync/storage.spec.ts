import 'fake-indexeddb/auto';
import { describe, expect, it, jest } from '@jest/globals';
import { openDB } from 'idb';
import { deserialize, serialize } from 'node:v8';
import type { OutboxItem } from './outbox-item';
import { openStorage } from './storage';

// jsdom has none, and fake-indexeddb copies with it.
globalThis.structuredClone ??= <T>(value: T): T => deserialize(serialize(value)) as T;

const versionOne = () =>
  openDB('converge', 1, {
    upgrade: (database) =>
      void database.createObjectStore('outbox', { keyPath: 'id' }).createIndex('userId', 'userId'),
  });

describe('what survives a reload', () => {
  const item: OutboxItem = {
    id: 'one',
    userId: 'me',
    chatId: 'chat',
    content: 'hello',
    createdAt: '2026-11-20T08:00:00.000Z',
    state: 'queued',
  };

  it('keeps the messages that wait when drafts come to a browser that had none, and each account’s own', async () => {
    const old = await versionOne();
    await old.put('outbox', item);
    old.close();
    const { outbox, drafts } = await openStorage();
    expect(await outbox.load('me')).toEqual([item]);
    expect(await outbox.load('ann')).toEqual([]);
    await drafts.save('me', 'chat', 'hey');
    await drafts.save('me', 'other', 'hi');
    await drafts.save('me', 'other', '');
    await drafts.save('mel', 'chat', 'not mine');
    expect([...(await drafts.load('me'))]).toEqual([['chat', 'hey']]);
    await outbox.remove('one');
    expect(await outbox.load('me')).toEqual([]);
  });

  it('does not keep the page waiting while a tab with an older version holds the database', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    indexedDB.deleteDatabase('converge');
    const old = await versionOne();
    const { drafts } = await openStorage();
    await drafts.save('me', 'chat', 'for as long as the page lives');
    expect((await drafts.load('me')).size).toBe(1);
    expect(warn).toHaveBeenCalledTimes(1);
    old.close();
    warn.mockRestore();
  });
});
