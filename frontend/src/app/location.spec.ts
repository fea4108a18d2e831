import { describe, expect, it } from '@jest/globals';
import { addressOfChat, placeInHash } from './location';

describe('the address of a chat', () => {
  it('names the chat that it was made for', () => {
    for (const id of ['0198c0de-0000-7000-8000-000000000001', 'a/b c%']) {
      expect(placeInHash(addressOfChat(id))).toEqual({ chatId: id, isOperations: false });
    }
  });

  it('is that of the list when it names nothing, or nothing readable', () => {
    for (const hash of ['', '#', '#/chat/', '#/elsewhere', '#/chat/%E0%A4%A']) {
      expect(placeInHash(hash)).toEqual({ chatId: null, isOperations: false });
    }
  });
});

it('the address of the operations is no chat', () => {
  expect(placeInHash('#/operations')).toEqual({ chatId: null, isOperations: true });
});
