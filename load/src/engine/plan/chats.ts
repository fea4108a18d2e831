import { PURPOSE, Random } from './random.js';
import { RunOptionsError } from '../run-options-error.js';

/**
 * Who is in which chat: per chat the indexes of its people, the first of whom makes it. People are dealt out like
 * cards, so that everybody is in as many chats as anybody else, give or take one. @throws RunOptionsError
 */
export function planChats(size: { users: number; chats: number; members: number }, seed: number): number[][] {
  const { users, chats, members } = size;
  if (members < 2) throw new RunOptionsError('A chat has at least 2 members.');
  if (members > users) throw new RunOptionsError(`${users} people cannot fill a chat of ${members}.`);
  if (members === 2 && chats > (users * (users - 1)) / 2)
    throw new RunOptionsError(
      `${users} people make fewer than ${chats} pairs, and a pair has one direct chat.`,
    );
  const deck = new Deck(users, new Random(seed, PURPOSE.chats));
  const pairs = new Set<string>();
  return Array.from({ length: chats }, () => {
    for (;;) {
      const people = deck.deal(members);
      if (members > 2) return people;
      const pair = [...people].sort((a, b) => a - b).join(' ');
      if (pairs.has(pair)) continue;
      pairs.add(pair);
      return people;
    }
  });
}

/** Cards are drawn until none is left, then shuffled anew; a hand never has one twice. */
class Deck {
  private rest: number[] = [];

  constructor(
    private readonly size: number,
    private readonly random: Random,
  ) {}

  deal(count: number): number[] {
    const hand = this.rest.splice(0, count);
    if (hand.length === count) return hand;
    const held = new Set(hand);
    const all = this.random.shuffled(Array.from({ length: this.size }, (_, index) => index));
    for (const card of all) {
      if (hand.length < count && !held.has(card)) hand.push(card);
      else this.rest.push(card);
    }
    return hand;
  }
}
