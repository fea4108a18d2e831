import { describe, expect, it } from '@jest/globals';
import { freshState } from '../../sync/chat-merge';
import type { OutboxItem } from '../../sync/outbox-item';
import { instant, ModelServer } from '../../sync/testkit/model-server';
import { rowsOf } from './rows';

const item = (id: string, state: OutboxItem['state'], messageId?: string): OutboxItem => ({
  id,
  userId: 'me',
  chatId: 'chat',
  content: id,
  createdAt: instant(30),
  state,
  messageId,
});

const stateOf = (server: ModelServer) => freshState('me', server.chat, 0, server.messages(), true);

describe('the rows of a chat', () => {
  it('are the messages of the server, then those on their way', () => {
    const server = new ModelServer(['me', 'ann']);
    server.send('ann', 'hi');
    const rows = rowsOf(stateOf(server), [item('a', 'queued'), item('b', 'failed')]);
    expect(rows.map((row) => [row.content, row.tick])).toEqual([
      ['hi', null],
      ['a', 'clock'],
      ['b', null],
    ]);
  });

  it('show a message once, under the same key, while it is in the outbox and on the server', () => {
    const server = new ModelServer(['me', 'ann']);
    const before = rowsOf(stateOf(server), [item('key', 'queued')]);
    server.send('me', 'key', 'key');
    const after = rowsOf(stateOf(server), [item('key', 'accepted', 'm1')]);
    expect(after.map((row) => [row.key, row.tick])).toEqual([[before[0]?.key, 'accepted']]);
  });

  it('keep a message in sight that is accepted but has not come by the feed', () => {
    const server = new ModelServer(['me', 'ann']);
    const rows = rowsOf(stateOf(server), [item('key', 'accepted', 'm1')]);
    expect(rows.map((row) => row.tick)).toEqual(['accepted']);
  });

  it('are not led astray by another author who used the same client id', () => {
    const server = new ModelServer(['me', 'ann']);
    server.send('ann', 'copied', 'key');
    const rows = rowsOf(stateOf(server), [item('key', 'queued')]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(2);
  });

  it('begin a day once and a group with each author', () => {
    const server = new ModelServer(['me', 'ann']);
    for (const who of ['ann', 'ann', 'me']) server.send(who, who);
    const rows = rowsOf(stateOf(server), []);
    expect(rows.map((row) => row.startsDay)).toEqual([true, false, false]);
    expect(rows.map((row) => row.startsGroup)).toEqual([true, false, true]);
  });
});
