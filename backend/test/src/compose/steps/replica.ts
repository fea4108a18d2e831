import assert from 'node:assert/strict';
import { containerOf, docker } from '../../testkit/docker.js';
import { eventually } from '../../testkit/eventually.js';
import { Person } from '../../testkit/person.js';
import { psql } from '../../testkit/psql.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';
import { runE2e } from './e2e.js';

const STREAMS = 'SELECT pid FROM pg_stat_replication';
const RECEIVERS = `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'receiver%'`;

/** A receiver looks for a replica every half a minute. */
const FOUND_WITHIN_MS = 60_000;

/** The last: it leaves the receivers with a replica that is dead. */
export const replica: Step = {
  name: 'replica',
  promise:
    'receivers find a streaming replica that comes late, read their own writes all the same, and do without when it dies',
  async run(project) {
    await project.up({}, { profiles: ['replica'] });
    const standby = containerOf(project.name, 'postgres-replica', 1);
    const streams = await psql(() => containerOf(project.name, 'postgres', 1)).all(STREAMS);
    assert.equal(streams.length, 1, 'who follows the primary');
    await eventually(
      'every receiver has found the replica',
      async () => (await replicasOfReceivers(project)).every((count) => count === 1),
      FOUND_WITHIN_MS,
    );
    const { passed } = await runE2e(project, ['read-your-writes.e2e.ts', 'resume.e2e.ts']);
    const readers = await psql(() => standby).all(RECEIVERS);
    assert(readers.length > 0, 'no receiver is connected to the replica');

    const stack = await project.deployment();
    const [ann, ben] = [await Person.join(stack, 'ann'), await Person.join(stack, 'ben')];
    const chat = await ann.createGroup([ben]);
    const sent = await ann.send(chat.id, 'before it dies');
    await docker('kill', standby);
    for (const via of [1, 2]) assert.deepEqual(await ben.history(chat.id, via), [sent]);
    assert.equal((await ben.chats()).length, 1);
    return `${streams.length} stream, ${readers.length} connections of receivers, ${passed} tests hold`;
  },
};

/** How many replicas each receiver says that it reads from. */
function replicasOfReceivers(project: Project): Promise<number[]> {
  const pages = project.metricsPages.filter((page) => page.startsWith('receiver-'));
  return Promise.all(
    pages.map(async (page) => {
      const text = await (await fetch(page.slice(page.indexOf('=') + 1))).text();
      return Number(/^converge_replicas{.*} (\d+)$/m.exec(text)?.[1]);
    }),
  );
}
