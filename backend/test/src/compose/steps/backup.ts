import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person } from '../../testkit/person.js';
import { Rows } from '../../testkit/rows.js';
import { ROOT } from '../child.js';
import { hasNoHoles } from '../no-holes.js';
import type { Step } from '../step.js';

const TABLES = ['users', 'chats', 'chat_participants', 'messages'];
const COUNTS = `SELECT ${TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`;
const MEMBERS = 'SELECT user_id FROM chat_participants WHERE chat_id = $1';

export const backup: Step = {
  name: 'backup',
  promise: "the README's commands make a backup of what runs, and bring all of it back, and nothing else",
  async run(project) {
    const file = join(project.folder, 'converge.dump');
    const [dump, restore] = commandsOf('Backup').map((text) => text.replaceAll('converge.dump', file));
    assert(dump !== undefined && restore !== undefined, 'the README has no commands for a backup');
    const stack = await project.deployment();
    const [ann, ben] = [await Person.join(stack, 'ann'), await Person.join(stack, 'ben')];
    const chat = await ann.createGroup([ben], 'kept');
    for (const content of ['one', 'two', 'three']) await ann.send(chat.id, content);
    const history = await ben.history(chat.id);
    const rows = new Rows(stack);
    const has = (count: number) => (found: unknown[]) => found.length === count;
    await rows.until('the messages', () => rows.messages(chat.id), has(3));
    await rows.until('the members', () => rows.all(MEMBERS, [chat.id]), has(2));
    await hasNoHoles(stack);
    const counts = await rows.all(COUNTS);

    await project.type(dump);
    await ann.send(chat.id, 'written after the backup');
    await project.type(restore);
    await stack.waitUntilFound();

    assert.deepEqual(await rows.all(COUNTS), counts);
    const [annAgain, benAgain] = [
      await Person.signIn(stack, ann.username),
      await Person.signIn(stack, ben.username),
    ];
    assert.deepEqual(await benAgain.history(chat.id), history);
    const fourth = await annAgain.send(chat.id, 'four');
    assert.equal(fourth.seq, 4);
    await rows.until('the next message', () => rows.messages(chat.id), has(4));
    return JSON.stringify(counts[0]);
  },
};

/** The commands of a part of the README's section on deploying, block by block. */
function commandsOf(part: string): string[] {
  const [, after = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split(`\n**${part}.**`);
  const [section = ''] = after.split(/\n(?:\*\*|## )/);
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands!);
}
