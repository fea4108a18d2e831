import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Chat, ChatEvent, Participant } from '@converge/domain';
import { messageAdded } from '../testing/fake-chat.js';
import { fold, type ChatRecord } from './fold.js';

const chatId = 'c';
const at = (revision: number) => new Date(Date.UTC(2026, 0, 1) + revision * 1000).toISOString();
const base = (revision: number) => ({ chatId, epoch: 'e1', revision, at: at(revision) });

const chat = (revision: number, lastSeq: number, name = `name ${revision}`): Chat => ({
  id: chatId,
  name,
  description: null,
  chatType: 'group',
  isActive: true,
  createdBy: 'ann',
  createdAt: at(1),
  updatedAt: at(revision),
  lastSeq,
  revision,
  stateRevision: revision,
});

const participant = (userId: string, revision: number, leftAt: string | null): Participant => ({
  chatId,
  userId,
  role: 'member',
  joinedAt: at(revision),
  joinedSeq: 1,
  leftAt,
  revision,
});

const created: ChatEvent = {
  ...base(1),
  type: 'ChatCreated',
  chat: chat(1, 0),
  participantIds: ['ann', 'ben'],
};
const sent: ChatEvent = {
  ...messageAdded(chatId, 2, 'e1', 'ann'),
  message: { ...messageAdded(chatId, 2, 'e1', 'ann').message, seq: 1 },
};
const renamed: ChatEvent = { ...base(3), type: 'ChatChanged', chat: chat(3, 1, 'new name') };
const added: ChatEvent = {
  ...base(4),
  type: 'ParticipantAdded',
  participant: participant('cid', 4, null),
  chat: chat(3, 1, 'new name'),
};
const removed: ChatEvent = {
  ...base(5),
  type: 'ParticipantRemoved',
  participant: participant('ben', 5, at(5)),
};
const read: ChatEvent = {
  ...base(6),
  type: 'MessagesRead',
  unreadCount: 0,
  cursor: { chatId, userId: 'cid', lastReadSeq: 1, readAt: at(6), revision: 6 },
};
const history = [created, sent, renamed, added, removed, read];
const nothing: ChatRecord = { chat: null, participants: [], cursors: [] };

const summary = (record: ChatRecord) => ({
  chat: record.chat,
  members: record.participants
    .filter((each) => !each.leftAt)
    .map((each) => each.userId)
    .sort(),
  read: Object.fromEntries(record.cursors.map((each) => [each.userId, each.lastReadSeq]).sort()),
});

describe('folding pending events into what Postgres has', () => {
  it('makes the chat that a reader of the hot state would see', () => {
    expect(summary(fold(nothing, history))).toEqual({
      chat: { ...chat(3, 1, 'new name'), revision: 6 },
      members: ['ann', 'cid'],
      read: { ann: 1, ben: 0, cid: 1 },
    });
  });

  it('ends in the same whatever the order, the repeats and how much Postgres has already', () => {
    const expected = summary(fold(nothing, history));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...history)), fc.nat(history.length), (noise, stored) => {
        const record = fold(nothing, history.slice(0, stored));
        expect(summary(fold(record, [...noise, ...history.toReversed()]))).toEqual(expected);
      }),
    );
  });

  it('takes an edit for the send it may have replaced: lastSeq and the watermark of its author rise', () => {
    const edit: ChatEvent = { ...sent, type: 'MessageUpdated' };
    const record = fold(nothing, [created, edit]);
    expect(record.chat?.lastSeq).toBe(1);
    expect(record.cursors.find((cursor) => cursor.userId === 'ann')?.lastReadSeq).toBe(1);
  });

  it('never lowers a watermark nor brings back who has left since', () => {
    const record = fold(
      {
        chat: chat(9, 5),
        participants: [participant('ben', 8, at(8))],
        cursors: [{ chatId, userId: 'ann', lastReadSeq: 5, readAt: at(7), revision: 7 }],
      },
      [created, sent],
    );
    expect(summary(record)).toMatchObject({ members: ['ann'], read: { ann: 5 } });
    expect(record.chat).toMatchObject({ lastSeq: 5, revision: 9, name: 'name 9' });
  });
});
