import assert from 'node:assert/strict';
import { docker, type Container } from '../../testkit/docker.js';
import { makeCertificate } from '../certificate.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';

interface Inspected {
  State: { Running: boolean };
  Config: { User: string };
  HostConfig: {
    ReadonlyRootfs: boolean;
    Privileged: boolean;
    CapAdd: string[] | null;
    CapDrop: string[] | null;
    SecurityOpt: string[] | null;
  };
}

/** What other steps bring up alone. */
const SELDOM = { profiles: ['tls', 'replica'], services: ['nginx-tls', 'postgres-replica'] };

export const hardening: Step = {
  name: 'hardening',
  promise:
    'no container, of whatever profile, is of root, has capabilities or can write to its image; no secret is in an image, a variable or a log',
  async run(project) {
    await project.up({}, { profiles: SELDOM.profiles, env: { TLS_DIR: await makeCertificate(project) } });
    const containers = await project.containers({ all: true });
    const names = new Set(containers.map(({ service }) => service));
    for (const service of [...SELDOM.services, 'secrets', 'migrate'])
      assert(names.has(service), `there is no ${service}`);
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
    const chosen = SELDOM.profiles.flatMap((profile) => ['--profile', profile]);
    await project.compose([...chosen, 'rm', '--force', '--stop', ...SELDOM.services]);
    return `${containers.length} containers, ${secrets.length} secrets in none of ${Object.keys(places).length} places`;
  },
};

async function isConfined({ id, service }: Container): Promise<void> {
  const [{ State, Config, HostConfig }] = JSON.parse(await docker('inspect', id)) as [Inspected];
  const { ReadonlyRootfs, Privileged, CapAdd, CapDrop, SecurityOpt } = HostConfig;
  assert(!Privileged, `${service} is privileged`);
  assert.doesNotMatch(Config.User, /^(root|0*)(:|$)/, `${service} begins as root`);
  if (State.Running) assert.deepEqual(await ofRoot(id), [], `${service} has processes of root`);
  assert.deepEqual([CapAdd ?? [], CapDrop], [[], ['ALL']], `${service} has capabilities`);
  assert(ReadonlyRootfs, `${service} can write to its image`);
  assert(
    SecurityOpt?.some((option) => option.startsWith('no-new-privileges')),
    `${service} can gain privileges`,
  );
}

/** The processes of root in a container, without Docker's own init, which does nothing but wait. */
async function ofRoot(id: string): Promise<string[]> {
  const lines = (await docker('top', id, '-eo', 'pid,uid,comm')).split('\n').slice(1);
  return lines.filter((line) => /^\s*\d+\s+0\s/.test(line) && !/docker-init|tini/.test(line));
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
