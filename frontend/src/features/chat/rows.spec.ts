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

describe('the rows after an event', () => {
  const long = () => {
    const server = new ModelServer(['me', 'ann']);
    for (let n = 0; n < 20; n++) server.send(n % 3 ? 'ann' : 'me', `${n}`);
    return server;
  };

  it('are the same array if nothing to be seen has changed', () => {
    const state = stateOf(long());
    const rows = rowsOf(state, []);
    expect(rowsOf({ ...state, seenSeq: 3 }, [], rows)).toBe(rows);
  });

  it('are the same objects but for the one that has changed', () => {
    const server = long();
    const rows = rowsOf(stateOf(server), []);
    const state = stateOf(server);
    const edited = { ...state, messages: state.messages.with(5, { ...state.messages[5]!, content: 'new' }) };
    const next = rowsOf(edited, [], rowsOf(state, [], rows));
    expect(next.map((row, index) => row === rows[index] || index).filter((same) => same !== true)).toEqual([
      5,
    ]);
    expect(next).toEqual(rowsOf(edited, []));
  });

  it('keep their objects when history is put in front, but for the row that was first', () => {
    const state = stateOf(long());
    const late = { ...state, messages: state.messages.slice(8) };
    const rows = rowsOf(late, []);
    const next = rowsOf(state, [], rows);
    expect(next.slice(9)).toEqual(rows.slice(1));
    expect(next.slice(9).every((row, index) => row === rows[index + 1])).toBe(true);
    expect(next).toEqual(rowsOf(state, []));
  });

  it('show a tick that has changed', () => {
    const server = new ModelServer(['me', 'ann']);
    server.send('me', 'hi', 'key');
    const state = stateOf(server);
    const before = rowsOf(state, [item('key', 'accepted', 'm1')]);
    expect(rowsOf(state, [], before).map((row) => row.tick)).toEqual(['stored']);
  });

  it('stay the same objects when one message comes to ten thousand', () => {
    const state = stateOf(long());
    const [first] = state.messages;
    const messages = Array.from({ length: 10_000 }, (_, n) => ({ ...first!, id: `m${n}`, seq: n + 1 }));
    const rows = rowsOf({ ...state, messages }, []);
    const more = [...messages, { ...first!, id: 'last', seq: 10_001 }];
    const next = rowsOf({ ...state, messages: more }, [], rows);
    expect(next.length).toBe(10_001);
    expect(next.slice(0, -1).every((row, index) => row === rows[index])).toBe(true);
  });
});
