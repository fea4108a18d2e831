import assert from 'node:assert/strict';
import { containerOf, docker } from '../../testkit/docker.js';
import { hasNoHoles } from '../no-holes.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';
import { inWords, underLoad } from '../under-load.js';

const POSTGRES = 'postgres';
const REDIS = 'redis';

/** After a fresh start: then the two have the lowest addresses of their network, and nothing else is free below them. */
export const moving: Step = {
  name: 'moving',
  promise:
    'Postgres and Redis come back as new containers at other addresses while people write: found again, nothing is lost',
  async run(project) {
    const before = await addressesOf(project);
    const found = await underLoad(project, async (load) => {
      await load.goesOnFor(1);
      await project.compose(['stop', POSTGRES, REDIS]);
      // Docker gives the lowest address that is free to whoever comes first.
      const isRedisFirst = numberOf(before[REDIS]) > numberOf(before[POSTGRES]);
      for (const store of isRedisFirst ? [REDIS, POSTGRES] : [POSTGRES, REDIS]) await renew(project, store);
      await load.goesOnFor(2);
    });
    await hasNoHoles(await project.deployment());
    const after = await addressesOf(project);
    assert.notEqual(after[POSTGRES], before[POSTGRES], 'Postgres has its address again');
    assert.notEqual(after[REDIS], before[REDIS], 'Redis has its address again');
    return inWords(found);
  },
};

async function renew(project: Project, store: string): Promise<void> {
  const how = ['--no-build', '--no-deps', '--force-recreate', '--detach', '--wait'];
  await project.compose(['up', ...how, store]);
}

async function addressesOf(project: Project) {
  return { [POSTGRES]: await addressOf(project, POSTGRES), [REDIS]: await addressOf(project, REDIS) };
}

function addressOf(project: Project, store: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return docker('inspect', '--format', format, containerOf(project.name, store, 1));
}

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
