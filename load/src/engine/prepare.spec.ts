import { expect, jest, test } from '@jest/globals';
import type { Person, Target } from '../target/target.js';
import { prepare } from './prepare.js';
import { RunOptionsError } from './run-options-error.js';
import type { RunOptions } from './run-options.js';

test('An instance that does not live is told before the accounts of a run are made', async () => {
  const person = { id: 'ann', username: 'ann', token: async () => '' };
  const people = jest.fn(async (count: number) => new Array<Person>(count).fill(person));
  const instances = async () => [{ service: 'sender', number: 1 }];
  const target = { people, instances } as unknown as Target;
  const options = {
    ...{ users: 500, chats: 250, members: 2, seed: 1, senders: [9], receivers: 'all' },
    pin: { kind: 'round-robin' },
  } as unknown as RunOptions;
  const prepared = prepare(target, options, () => undefined);
  await expect(prepared).rejects.toThrow(new RunOptionsError('There is no sender-9; alive: 1.'));
  expect(people.mock.calls.map(([count]) => count)).toEqual([1]);
});
