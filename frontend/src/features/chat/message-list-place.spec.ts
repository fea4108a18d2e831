import { describe, expect, it } from '@jest/globals';
import { freshState } from '../../sync/chat-merge';
import { withSeen } from '../../sync/chat-state';
import { createChatStore } from '../../sync/chat-store';
import { ModelServer } from '../../sync/testkit/model-server';
import { firstUnreadRow, placeOf, startOf, unreadNow, type Place } from './message-list-place';
import { rowsOf } from './rows';

/** Ten messages of somebody else, of which so many are read. */
function chatRead(seq: number) {
  const server = new ModelServer(['me', 'ann']);
  for (let n = 1; n <= 10; n++) server.send('ann', `${n}`);
  const state = freshState('me', server.chat, seq, server.messages(), true);
  return { state, rows: rowsOf(state, []) };
}

const place = (top: Place['top'] = null, unreadFrom: Place['unreadFrom'] = null): Place => ({
  top,
  unreadFrom,
  rows: [],
  heights: new Map(),
});

describe('where a chat opens', () => {
  it('is its end when all is read', () => {
    const { state, rows } = chatRead(10);
    expect(unreadNow(state)).toBeNull();
    expect(startOf(rows, place(), null).index).toBeNull();
  });

  it('is the first unread message, with something of what was read last above it', () => {
    const { state, rows } = chatRead(6);
    const start = startOf(rows, place(), unreadNow(state));
    expect(rows[start.index ?? -1]?.message?.seq).toBe(7);
    expect(start.above).toBeLessThan(0);
  });

  it('is where one was before, if nothing new has come since', () => {
    const { rows } = chatRead(10);
    const top = { key: rows[2]!.key, above: 13 };
    expect(startOf(rows, place(top), null)).toEqual({ index: 2, above: 13 });
  });

  it('is where one was before, if the same messages are still unread', () => {
    const { state, rows } = chatRead(4);
    const top = { key: rows[6]!.key, above: 0 };
    expect(startOf(rows, place(top, 5), unreadNow(state)).index).toBe(6);
  });

  it('is the first unread message, if that is another than before', () => {
    const { state, rows } = chatRead(8);
    const top = { key: rows[2]!.key, above: 0 };
    expect(startOf(rows, place(top, null), unreadNow(state)).index).toBe(8);
  });

  it('is the end, if the first unread message is too far up', () => {
    const { state, rows } = chatRead(6);
    const far = { ...state, chat: { ...state.chat, lastSeq: 1000 } };
    expect(startOf(rows, place(), unreadNow(far)).index).toBeNull();
  });
});

describe('the first unread message', () => {
  it('is the one after, if it was discarded, and none where it has not been read', () => {
    const { rows } = chatRead(6);
    expect(firstUnreadRow(rows, 7)).toBe(6);
    expect(firstUnreadRow(rows.toSpliced(6, 1), 7)).toBe(6);
    expect(firstUnreadRow(rows.slice(8), 7)).toBe(-1);
  });

  it('follows what has been looked at, also before the server knows', () => {
    expect(unreadNow(withSeen(chatRead(2).state, 7))).toEqual({ from: 8, count: 3, isFar: false });
  });
});

describe('the places of an account', () => {
  it('are kept by chat, the latest thirty of them', () => {
    const store = createChatStore('me');
    const first = placeOf(store, 'first');
    expect(placeOf(store, 'first')).toBe(first);
    expect(placeOf(createChatStore('me'), 'first')).not.toBe(first);
    for (let n = 0; n < 30; n++) placeOf(store, `${n}`);
    expect(placeOf(store, 'first')).not.toBe(first);
  });
});
