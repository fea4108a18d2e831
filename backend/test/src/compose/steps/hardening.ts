import assert from 'node:assert/strict';
import { docker, type Container } from '../../testkit/docker.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';

interface Inspected {
  Config: { User: string; Env: string[] };
  HostConfig: {
    ReadonlyRootfs: boolean;
    Privileged: boolean;
    CapDrop: string[] | null;
    SecurityOpt: string[] | null;
  };
}

export const hardening: Step = {
  name: 'hardening',
  promise:
    'no container runs as root; ours cannot write to their image; no secret is in an image, a variable or a log',
  async run(project) {
    const containers = await project.containers();
    for (const container of containers) await isConfined(container);
    const secrets = await secretsOf(project);
    assert(secrets.length > 0, 'there is no secret to look for');
    const places = {
      ...Object.fromEntries(await Promise.all(project.images.map(historyOf))),
      ...Object.fromEntries(await Promise.all(containers.map(everythingOf))),
      logs: await project.logs(100_000),
    };
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) assert(!text.includes(secret), `a secret is in ${place}`);
    }
    return `${containers.length} containers, ${secrets.length} secrets in none of ${Object.keys(places).length} places`;
  },
};

async function isConfined({ id, service }: Container): Promise<void> {
  const [found] = JSON.parse(await docker('inspect', id)) as [Inspected];
  const { ReadonlyRootfs, Privileged, SecurityOpt } = found.HostConfig;
  assert(!Privileged, `${service} is privileged`);
  const uids = (await docker('top', id, '-eo', 'pid,uid,comm'))
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
  // Docker's own init does nothing but wait.
  const asRoot = uids.filter((line) => /^\d+\s+0\s/.test(line) && !/docker-init|tini/.test(line));
  assert.deepEqual(asRoot, [], `${service} has processes of root`);
  assert(ReadonlyRootfs, `${service} can write to its image`);
  assert(
    SecurityOpt?.some((option) => option.startsWith('no-new-privileges')),
    `${service} can gain privileges`,
  );
}

const historyOf = async (image: string) =>
  [`the history of ${image}`, await docker('history', '--no-trunc', image)] as const;

const everythingOf = async ({ id, service, number }: Container) =>
  [`docker inspect ${service}-${number}`, await docker('inspect', id)] as const;

/** The values of all that the one-shot has made, line by line where they have several. */
async function secretsOf(project: Project): Promise<string[]> {
  const volumes = ['passwords', 'signing-key'].flatMap((name) => [
    ...['--volume', `${project.name}_${name}:/found/${name}:ro`],
  ]);
  const told = await docker(
    ...['run', '--rm', '--user', '0', '--network', 'none', ...volumes],
    ...[project.images[0]!, 'sh', '-c', 'for file in /found/*/*; do cat "$file"; echo; done'],
  );
  // Headers of keys are no secret; nor is what is too short to be one.
  return told.split('\n').filter((line) => line.length >= 16 && !line.startsWith('-----'));
}
