import { describe, expect, test } from '@jest/globals';
import { newId, type ChatEvent } from '@converge/domain';
import { ChatHistory } from '@converge/postgres/testing';
import { checkEvent, rowsOfEvent } from './event-schema.js';

const people = Array.from({ length: 5 }, newId);
const chat = new ChatHistory('group', people);
chat.send(people[0]!, 1);
const [created, added] = chat.events as [
  Extract<ChatEvent, { type: 'ChatCreated' }>,
  Extract<ChatEvent, { type: 'MessageAdded' }>,
];

describe('the form of an event', () => {
  test('ids have small letters only: Postgres takes capitals for the same id, Redis for another', () => {
    expect(checkEvent(added)).toEqual({ event: added });
    const inCapitals = (id: string) => ({
      ...{ ...added, chatId: id },
      message: { ...added.message, chatId: id },
    });
    expect(checkEvent(inCapitals(added.chatId.toUpperCase()))).toEqual({
      malformed: expect.stringMatching(/^malformed event: chatId: not a uuid in small letters/),
    });
    for (const id of ['', 'x', added.chatId.replaceAll('-', ''), `{${added.chatId}}`]) {
      expect(checkEvent(inCapitals(id))).toHaveProperty('malformed');
    }
    const ofNobody = { ...created, participantIds: [people[0]!.toUpperCase()] };
    expect(checkEvent(ofNobody)).toHaveProperty('malformed');
  });

  test('it may say which request it comes of; that of an older sender does not', () => {
    expect(added).not.toHaveProperty('origin');
    for (const origin of [{ requestId: 'r' }, { requestId: 'r', traceparent: 't' }]) {
      const event = { ...added, origin };
      expect(checkEvent(event)).toEqual({ event });
    }
    expect(checkEvent({ ...added, origin: { requestId: 5 } })).toHaveProperty('malformed');
  });

  test('a new chat counts as many rows as there are people in it, and its own', () => {
    expect(rowsOfEvent(created)).toBe(1 + created.participantIds.length);
    expect(rowsOfEvent(added)).toBe(1);
    for (const strange of [null, undefined, 'text', 5, {}, { type: 'ChatCreated' }]) {
      expect(rowsOfEvent(strange)).toBe(1);
    }
  });
});
