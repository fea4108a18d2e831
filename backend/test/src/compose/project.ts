import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deployment } from '../testkit/deployment.js';
import { containersOf, docker, type Container } from '../testkit/docker.js';
import { run } from './child.js';
import { freePorts } from './free-ports.js';

/** Of every project of this test; the id of its process follows. */
export const PREFIX = 'converge-test-';

/** Nothing is as good as none, as it is to docker compose. */
const { IMAGE_TAG: GIVEN_TAG = '' } = process.env;

/** How many of a service, e.g. `{ 'sender-service': 4 }`; who is not named stays as docker-compose.yml has it. */
export type Scale = Readonly<Record<string, number>>;

/** Health is asked for every few seconds, and two cores start a dozen processes at once. */
const UP_WITHIN_S = 240;
/** As the local stack lifts them: people of a test sign up and write faster than people do, and from one address. */
const LIFTED_LIMITS = {
  MESSAGES_PER_SECOND: '0',
  SIGN_IN_PER_ACCOUNT_PER_15_MIN: '0',
  SIGN_IN_PER_ADDRESS_PER_15_MIN: '0',
  USER_REQUESTS_RATE: '100000r/s',
  USER_REQUESTS_BURST: '100000',
  CONNECTIONS_PER_ADDRESS: '65535',
};
/** As it has them too; production is without. */
const PAGES = { GRAPHIQL: 'on', GRAPHQL_INTROSPECTION: 'true' };
/** The ports that docker-compose.yml publishes, by the variables that move them; those of instances lead to their names. */
const DIRECT_PORTS = {
  USER_1_PORT: 'user-1',
  USER_2_PORT: 'user-2',
  SENDER_1_PORT: 'sender-1',
  SENDER_2_PORT: 'sender-2',
  RECEIVER_1_PORT: 'receiver-1',
  RECEIVER_2_PORT: 'receiver-2',
  WORKER_1_PORT: 'worker-1',
} as const;
const DOORS = ['HTTP_PORT', 'HTTPS_PORT', 'HTTPS_REDIRECT_PORT'] as const;
const LOOPBACK = { BIND_ADDRESS: '127.0.0.1', TLS_BIND_ADDRESS: '127.0.0.1' };

type PortVariable = keyof typeof DIRECT_PORTS | (typeof DOORS)[number];
const DIRECT = Object.entries(DIRECT_PORTS) as [keyof typeof DIRECT_PORTS, string][];

/** A compose project of the test's own: its name, its ports, its volumes; whatever else runs is never touched. */
export class Project {
  readonly name = `${PREFIX}${process.pid}`;
  /** What its containers are of: built for it alone, so that whatever else runs keeps its own, unless IMAGE_TAG names some. */
  readonly areImagesGiven = GIVEN_TAG !== '';
  readonly images = ['converge-backend', 'converge-nginx'].map((image) => `${image}:${this.tag}`);
  /** For what a step has to write down; goes with the project. */
  readonly folder = mkdtempSync(join(tmpdir(), 'converge-compose-'));

  private constructor(
    private readonly ports: ReadonlyMap<PortVariable, number>,
    /** Aborted when the test is to end. */
    readonly signal: AbortSignal,
  ) {}

  static async make(signal: AbortSignal): Promise<Project> {
    const variables = [...DOORS, ...DIRECT.map(([variable]) => variable)];
    const free = await freePorts(variables.length);
    return new Project(new Map(variables.map((variable, index) => [variable, free[index]!])), signal);
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port('HTTP_PORT')}`;
  }

  /** As the load tester wants them. */
  get metricsPages(): string[] {
    return DIRECT.map(([variable, name]) => `${name}=http://127.0.0.1:${this.port(variable)}/metrics`);
  }

  /** The port of this machine that a variable of docker-compose.yml stands for here. */
  port(variable: PortVariable): number {
    return this.ports.get(variable)!;
  }

  /** `docker compose` with these arguments; `env`: what docker-compose.yml is told besides. */
  compose(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const options = { env: { ...this.environment(), ...env }, signal: this.signal };
    return run('docker', this.command(args), options);
  }

  /** Brings up what is not up, and waits until all of it is healthy and nginx has found it. */
  async up(scale: Scale = {}, { profiles = [], env = {}, isAnew = false }: UpOptions = {}): Promise<void> {
    const scales = Object.entries(scale).flatMap(([service, count]) => ['--scale', `${service}=${count}`]);
    const chosen = profiles.flatMap((profile) => ['--profile', profile]);
    // What was built at the start is what is tested, whatever changes in the working copy meanwhile.
    const how = ['--no-build', '--detach', '--wait', '--wait-timeout', String(UP_WITHIN_S)];
    const anew = isAnew ? ['--force-recreate'] : [];
    await this.compose([...chosen, 'up', ...how, ...anew, ...scales], env);
    await (await this.deployment()).waitUntilFound();
  }

  /** Commands of a document as somebody would type them, but for this project; the first that fails ends it. */
  async type(commands: string): Promise<void> {
    const compose = ['docker', ...this.command([])].join(' ');
    const own = commands.replaceAll('docker compose', compose).replaceAll('converge_', `${this.name}_`);
    await run('sh', ['-e', '-c', own], { env: this.environment(), signal: this.signal });
  }

  /** What runs now, as the tests see it. */
  deployment(): Promise<Deployment> {
    return Deployment.find(this.baseUrl, this.name);
  }

  /** Those that run; `all`: also those that have ended. */
  containers(which: { all?: boolean } = {}): Promise<Container[]> {
    return containersOf(this.name, which);
  }

  /** The last lines of every container. */
  logs(lines: number): Promise<string> {
    return run('docker', this.command(['--profile', '*', 'logs', '--no-color', '--tail', String(lines)]));
  }

  /** Ends and forgets everything, its images too. Neither Ctrl-C nor the end of the test keeps it from that. */
  async remove(): Promise<void> {
    const args = ['--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '12'];
    const options = { env: this.environment(), isApart: true };
    try {
      await run('docker', this.command(args), options);
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
      // What was not built cannot be removed.
      if (!this.areImagesGiven) await docker('image', 'rm', ...this.images).catch(() => undefined);
    }
  }

  private command(args: readonly string[]): string[] {
    // Not the clone's .env, which says how somebody's own deployment is.
    return ['compose', '--ansi', 'never', '--env-file', '/dev/null', '--project-name', this.name, ...args];
  }

  private get tag(): string {
    return this.areImagesGiven ? GIVEN_TAG : this.name;
  }

  private environment(): Record<string, string> {
    const ports = [...this.ports].map(([variable, port]) => [variable, String(port)] as const);
    // The registry that npm uses here is the one to be had.
    const { npm_config_registry: registry = '' } = process.env;
    const npm = registry === '' ? [] : [['NPM_CONFIG_REGISTRY', registry] as const];
    // Whoever runs the test may have profiles of their own chosen by the environment.
    const own = { IMAGE_TAG: this.tag, COMPOSE_PROFILES: '', ...LIFTED_LIMITS, ...PAGES, ...LOOPBACK };
    return { ...own, ...Object.fromEntries([...ports, ...npm]) };
  }
}

interface UpOptions {
  profiles?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Every container is exchanged for a new one. */
  isAnew?: boolean;
}
