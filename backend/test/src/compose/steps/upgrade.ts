import assert from 'node:assert/strict';
import { docker, type Container } from '../../testkit/docker.js';
import { Person } from '../../testkit/person.js';
import { hasNoHoles } from '../no-holes.js';
import type { Step } from '../step.js';
import { inWords, PEOPLE, underLoad } from '../under-load.js';

export const upgrade: Step = {
  name: 'upgrade',
  promise:
    'every container is exchanged while people write, senders after workers and receivers: everybody connects again, nothing is lost',
  async run(project) {
    const ann = await Person.join(await project.deployment(), 'ann');
    const before = await project.containers();
    const found = await underLoad(project, async (load) => {
      await load.goesOnFor(2);
      // What `docker compose up` does when every image is another.
      await project.up({}, { isAnew: true });
      await load.goesOnFor(2);
    });
    const after = await project.containers();
    assert.deepEqual(after.map(nameOf), before.map(nameOf));
    const left = after.filter(({ id }) => before.some((one) => one.id === id));
    assert.deepEqual(left.map(nameOf), [], 'these are as they were');
    await areSendersLast(after);
    assert(found.counts.reconnects >= PEOPLE, `${found.counts.reconnects} of ${PEOPLE} connected again`);
    await hasNoHoles(await project.deployment());
    // Her session is that of before.
    assert.deepEqual(await ann.chats(), []);
    return `${after.length} containers: ${inWords(found)}`;
  },
};

const nameOf = ({ service, number }: Container): string => `${service}-${number}`;

/** What a new sender writes, a worker or a receiver of before may not know. */
async function areSendersLast(containers: readonly Container[]): Promise<void> {
  const startsOf = (...services: string[]) =>
    Promise.all(containers.filter(({ service }) => services.includes(service)).map(startedAt));
  const others = await startsOf('persistence-worker', 'receiver-service');
  const senders = await startsOf('sender-service');
  assert(Math.max(...others) <= Math.min(...senders), 'a sender has started before a worker or a receiver');
}

const startedAt = async ({ id }: Container): Promise<number> =>
  Date.parse(await docker('inspect', '--format', '{{.State.StartedAt}}', id));
