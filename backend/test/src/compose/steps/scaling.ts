import assert from 'node:assert/strict';
import { eventually } from '../../testkit/eventually.js';
import { Person } from '../../testkit/person.js';
import { post } from '../../testkit/request.js';
import type { RunningStack, ServiceName } from '../../testkit/running-stack.js';
import { hasNoHoles } from '../no-holes.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';
import { inWords, underLoad } from '../under-load.js';

const LARGE = { 'sender-service': 4, 'receiver-service': 3 };
const SMALL = { 'sender-service': 2, 'receiver-service': 2 };
const NEW = ['sender-3', 'sender-4', 'receiver-3'];
const ASK = '{ instance { id } }';
/** A container has to be there, to be healthy and to be found; one that is gone to be forgotten. */
const KNOWN_WITHIN_MS = 60_000;

export const scaling: Step = {
  name: 'scaling',
  promise:
    'instances come and go while people write: found, used, listed, pinned, forgotten; nothing is lost',
  async run(project) {
    const growing = await underLoad(project, async (load) => {
      await load.goesOnFor(2);
      await project.up(LARGE);
      await knows(project, NEW);
      await load.goesOnFor(2);
    });
    // Its sockets are with all three receivers, so that those of the third have to move.
    const shrinking = await underLoad(project, async (load) => {
      await load.goesOnFor(2);
      await project.up(SMALL);
      await forgets(project, NEW);
      await load.goesOnFor(2);
    });
    assert(shrinking.counts.reconnects > 0, 'no socket was with receiver-3');
    await hasNoHoles(await project.deployment());
    return `up: ${inWords(growing)} · down: ${inWords(shrinking)}`;
  },
};

/** They are in the list, answer by their number, and are chosen where anybody may answer. */
async function knows(project: Project, names: readonly string[]): Promise<void> {
  const stack = await project.deployment();
  const ann = await Person.join(stack, 'ann');
  for (const name of names) {
    const [service, number] = placeOf(name);
    const isPinned = async () => (await post(stack.url(service, number), null, ASK)).servedBy === name;
    await eventually(`${name} answers by its number`, isPinned, KNOWN_WITHIN_MS);
    await eventually(`${name} is chosen`, () => isAmongThose(stack, service, name), KNOWN_WITHIN_MS);
    await eventually(`${name} is listed`, () => isListed(ann, name), KNOWN_WITHIN_MS);
  }
}

/** They are out of the list, their paths say that there is no such instance, and nobody is sent to them. */
async function forgets(project: Project, names: readonly string[]): Promise<void> {
  const stack = await project.deployment();
  const ann = await Person.join(stack, 'ann');
  for (const name of names) {
    const [service, number] = placeOf(name);
    const isUnknown = async () => {
      const { status, errors } = await post(stack.url(service, number), null, ASK);
      return status === 404 && errors[0]?.extensions.code === 'NOT_FOUND';
    };
    await eventually(`${name} is no address any more`, isUnknown, KNOWN_WITHIN_MS);
    await eventually(`${name} is not listed`, async () => !(await isListed(ann, name)), KNOWN_WITHIN_MS);
    assert(!(await isAmongThose(stack, service, name)), `${name} is gone, and still chosen`);
  }
}

function placeOf(name: string): [ServiceName, number] {
  const [service, number] = name.split('-');
  return [service as ServiceName, Number(number)];
}

async function isAmongThose(stack: RunningStack, service: ServiceName, name: string): Promise<boolean> {
  const answers = await Promise.all(Array.from({ length: 24 }, () => post(stack.url(service), null, ASK)));
  for (const { status, servedBy } of answers) assert.equal(status, 200, `${service} answered by ${servedBy}`);
  return answers.some(({ servedBy }) => servedBy === name);
}

async function isListed(asked: Person, name: string): Promise<boolean> {
  const listed = await asked.ask<{ id: string }[]>('{ instances { id } }');
  return listed.some(({ id }) => id === name);
}
