import { describe, expect, test } from '@jest/globals';
import { directChatId, isUuid, keyedChatId, newId, uuidTimeMs } from './ids.js';

describe('ids', () => {
  test('an id has one form: in capitals it is none', () => {
    const id = newId();
    expect(isUuid(id)).toBe(true);
    expect(isUuid(id.toUpperCase())).toBe(false);
    expect(isUuid('nobody')).toBe(false);
  });

  test('ids are unique, valid and in the order in which they were made', () => {
    const ids = Array.from({ length: 5_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !isUuid(id) || uuidTimeMs(id) === null)).toEqual([]);
    expect([...ids].sort()).toEqual(ids);
  });

  test('two people have one direct chat, whoever asks', () => {
    const [ann, ben, cat] = [newId(), newId(), newId()] as const;
    expect(directChatId(ann, ben)).toBe(directChatId(ben, ann));
    expect(directChatId(ann, ben)).not.toBe(directChatId(ann, cat));
  });

  test("an idempotency key is its user's own", () => {
    const [ann, ben] = [newId(), newId()];
    expect(keyedChatId(ann, 'key')).toBe(keyedChatId(ann, 'key'));
    expect(keyedChatId(ann, 'key')).not.toBe(keyedChatId(ben, 'key'));
  });

  test('a version 7 id tells when it was made, another does not', () => {
    expect(Math.abs(uuidTimeMs(newId())! - Date.now())).toBeLessThan(60_000);
    expect(uuidTimeMs('9b2e7f0c-3c1a-4d57-8a43-2f1f3c9d1e11')).toBeNull();
  });
});
