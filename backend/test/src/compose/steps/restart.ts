import assert from 'node:assert/strict';
import { Person } from '../../testkit/person.js';
import type { Step } from '../step.js';

export const restart: Step = {
  name: 'restart',
  promise: 'down and up again keeps accounts, sessions, messages, places and unread counts',
  async run(project) {
    const stack = await project.deployment();
    const [ann, ben] = [await Person.join(stack, 'ann'), await Person.join(stack, 'ben')];
    const chat = await ann.createGroup([ben], 'kept');
    for (const content of ['one', 'two', 'three']) await ann.send(chat.id, content);
    await ben.read(chat.id, 1);
    const [history, unread] = [await ben.history(chat.id), await ben.unread(chat.id)];

    await project.compose(['down', '--timeout', '12']);
    await project.up();

    // Their tokens too: the key that signs them is kept.
    assert.deepEqual(await ben.history(chat.id), history);
    assert.equal(await ben.unread(chat.id), unread);
    await Person.signIn(stack, ann.username);
    const fourth = await ann.send(chat.id, 'four');
    assert.equal(fourth.seq, 4);
    assert.equal((await ben.messages(chat.id)).length, 4);
    return `${history.length} messages, ${unread} unread, and the next one is number ${fourth.seq}`;
  },
};
