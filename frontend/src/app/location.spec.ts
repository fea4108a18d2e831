import { describe, expect, it } from '@jest/globals';
import { addressOfChat, chatInHash } from './location';

describe('the address of a chat', () => {
  it('names the chat that it was made for', () => {
    for (const id of ['0198c0de-0000-7000-8000-000000000001', 'a/b c%']) {
      expect(chatInHash(addressOfChat(id))).toBe(id);
    }
  });

  it('is that of the list when it names nothing, or nothing readable', () => {
    for (const hash of ['', '#', '#/chat/', '#/elsewhere', '#/chat/%E0%A4%A']) {
      expect(chatInHash(hash)).toBeNull();
    }
  });
});
