import { expect, it } from '@jest/globals';
import { newId } from '@converge/domain';
import type { Reads } from '@converge/postgres/reads';
import type { HotReads } from '@converge/redis';
import { HotDoor } from './hot-door.js';
import { Overlay } from './overlay.js';

it('a list with very many hints is looked at in parts: none is refused for its length, and others have their turn', async () => {
  const hints = Array.from({ length: 20_000 }, () => newId());
  let waiting = 0;
  let most = 0;
  const glance = async () => {
    most = Math.max(most, ++waiting);
    await new Promise((resolve) => setTimeout(resolve, 12));
    waiting -= 1;
    return { warmth: 'cold', epoch: 'e', chat: null, hotFrom: 0, participant: null, cursor: null };
  };
  const hot = { touched: async () => hints, glance } as unknown as HotReads;
  const stored = { chatsOf: async () => [], cursorsOfUser: async () => [] } as unknown as Reads;
  const aways: unknown[] = [];
  const overlay = new Overlay(hot, stored, new HotDoor((error) => aways.push(error)));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 5);
  const startedAt = Date.now();
  expect(await overlay.standingsOf(newId())).toEqual([]);
  clearInterval(timer);
  // Longer than anybody's patience in all, and yet Redis is not taken for silent.
  expect(Date.now() - startedAt).toBeGreaterThan(1000);
  expect(aways).toEqual([]);
  expect(most).toBeLessThanOrEqual(500);
  expect(turns).toBeGreaterThan(50);
});
