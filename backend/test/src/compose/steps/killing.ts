import type { Deployment } from '../../testkit/deployment.js';
import { containerOf, docker } from '../../testkit/docker.js';
import { eventually } from '../../testkit/eventually.js';
import { hasNoHoles } from '../no-holes.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';
import { inWords, underLoad } from '../under-load.js';

const VICTIMS = ['user-1', 'sender-1', 'receiver-1', 'worker-1', 'redis', 'postgres', 'nginx'];

export const killing: Step = {
  name: 'killing',
  promise: 'whatever container is killed while people write, nothing is lost; what crashes is started again',
  async run(project) {
    const stack = await project.deployment();
    const found = await underLoad(project, async (load) => {
      for (const name of VICTIMS) {
        await load.goesOnFor(1);
        await stack.kill(name);
        await stack.waitUntilUp(name);
      }
      await load.goesOnFor(1);
      await crash(project, stack);
      await load.goesOnFor(2);
    });
    await hasNoHoles(stack);
    return `${VICTIMS.join(', ')}: ${inWords(found)}`;
  },
};

/** A process that ends by itself is Docker's to start again. */
async function crash(project: Project, stack: Deployment): Promise<void> {
  const id = containerOf(project.name, 'sender-service', 2);
  const restarts = async () => Number(await docker('inspect', '--format', '{{.RestartCount}}', id));
  const before = await restarts();
  // To everything but init, which ends with the service. The shell that says it dies with them.
  await docker('exec', id, 'sh', '-c', 'kill -9 -1').catch(() => undefined);
  await eventually('Docker starts sender-2 again', async () => (await restarts()) > before);
  await stack.waitUntilUp('sender-2');
}
