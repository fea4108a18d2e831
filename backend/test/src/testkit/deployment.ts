import type { Controls, Database } from './controls.js';
import { containerOf, containersOf, docker, dockerSync } from './docker.js';
import { eventually } from './eventually.js';
import { psql } from './psql.js';
import { isOk, post } from './request.js';
import { RunningStack, type Doors, type ServiceName } from './running-stack.js';

/** A process of the product, as the tests call it, by its service in docker-compose.yml. */
const NAMES: Readonly<Record<string, string>> = {
  'user-service': 'user',
  'sender-service': 'sender',
  'receiver-service': 'receiver',
  'persistence-worker': 'worker',
};
/** The documented ports of the first two, and where those of the others begin. */
const FIRST_PORTS: Readonly<Record<string, readonly number[]>> = {
  user: [4001, 4003],
  sender: [4002, 4004],
  receiver: [4005, 4006],
};
const FURTHER_PORTS: Readonly<Record<string, number>> = {
  user: 4100,
  sender: 4200,
  receiver: 4300,
  worker: 4400,
};
/** A container has to start, and to be asked for its health now and then. */
const UP_WITHIN_MS = 90_000;
/** As long as the local stack waits before it starts again what died. */
const DEAD_FOR_MS = 500;

const ASK = '{ instance { id } }';

type Instance = Doors['instances'][number];
const serviceOf = ({ service }: Instance) => service as ServiceName;

/** What somebody has brought up with docker compose, done to by Docker's own commands. */
export class Deployment extends RunningStack implements Controls {
  private readonly paused = new Set<string>();
  private readonly comingBack = new Map<string, Promise<unknown>>();
  private restartsAfter: Promise<unknown> = Promise.resolve();
  private readonly foundAt = new Date().toISOString();

  private constructor(
    doors: Doors,
    private readonly project: string,
  ) {
    super(doors);
  }

  /** The deployment of a compose project, with the instances that it has now. Throws where nothing of it runs. */
  static async find(baseUrl: string, project: string): Promise<Deployment> {
    const containers = await containersOf(project);
    const nginx = containers.find(({ service }) => service === 'nginx');
    if (nginx === undefined)
      throw new Error(`Nothing of the compose project ${project} runs (COMPOSE_PROJECT_NAME).`);
    const published = await portsOf(nginx.id);
    const instances = containers.flatMap(({ service: composed, number }) => {
      const service = NAMES[composed];
      if (service === undefined) return [];
      const documented = FIRST_PORTS[service]?.[number - 1] ?? FURTHER_PORTS[service]! + number;
      const port = published.get(documented) ?? documented;
      return [{ service, number, name: `${service}-${number}`, port, url: `http://127.0.0.1:${port}` }];
    });
    return new Deployment({ baseUrl: baseUrl.replace(/\/+$/, ''), instances }, project);
  }

  pidOf(name: string): number {
    const pid = Number(dockerSync('inspect', '--format', '{{.State.Pid}}', this.container(name)));
    if (pid === 0) throw new Error(`There is no process ${name} right now.`);
    return pid;
  }

  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const id = this.container(name);
    await docker('kill', '--signal', signal, id);
    await docker('wait', id);
    // Docker starts again what dies, but not what its own command has killed.
    const dead = new Promise((resolve) => setTimeout(resolve, DEAD_FOR_MS));
    const back = dead.then(() => this.restartsAfter).then(() => docker('start', id));
    // Whoever waits until it is up hears of it.
    back.catch(() => undefined);
    this.comingBack.set(name, back);
  }

  async withoutRestarts(run: () => Promise<void>): Promise<void> {
    const running = run();
    this.restartsAfter = running.catch(() => undefined);
    await running;
  }

  async pause(name: string): Promise<void> {
    await docker('pause', this.container(name));
    this.paused.add(name);
  }

  async resume(name: string): Promise<void> {
    if (!this.paused.delete(name)) return;
    await docker('unpause', this.container(name));
  }

  async waitUntilUp(name: string): Promise<void> {
    await this.comingBack.get(name);
    await eventually(`${name} is up`, () => this.isUp(name), UP_WITHIN_MS);
  }

  /** Resolves once nginx leads to every instance, and to each service by its common path; it looks for them every second. */
  async waitUntilFound(): Promise<void> {
    const served = this.instances.filter(({ service }) => service !== 'worker');
    for (const instance of served) {
      const { name } = instance;
      await eventually(`nginx leads to ${name}`, () => this.isLedTo(instance), UP_WITHIN_MS);
      const isChosen = async () => (await post(this.url(serviceOf(instance)), null, ASK)).status === 200;
      await eventually(`nginx leads to any ${instance.service}`, isChosen, UP_WITHIN_MS);
    }
  }

  logs(): string {
    return dockerSync('compose', '-p', this.project, 'logs', '--no-color', '--since', this.foundAt);
  }

  database(): Database {
    return psql(() => this.container('postgres'));
  }

  /** Whatever was done to it is undone: the next test finds it whole. */
  async stop(): Promise<void> {
    const isTouched = this.paused.size + this.comingBack.size > 0;
    for (const name of this.paused) await this.resume(name);
    if (!isTouched) return;
    const all = ['postgres', 'redis', 'nginx', ...this.instances.map(({ name }) => name)];
    for (const name of all) await this.waitUntilUp(name);
  }

  private container(name: string): string {
    const [, role = name, number = '1'] = /^([a-z]+)-(\d+)$/.exec(name) ?? [];
    const service = Object.keys(NAMES).find((one) => NAMES[one] === role) ?? role;
    return containerOf(this.project, service, Number(number));
  }

  private async isUp(name: string): Promise<boolean> {
    if (name === 'nginx') return isOk(`${this.baseUrl}/healthz`);
    const instance = this.instances.find((one) => one.name === name);
    if (instance === undefined) return this.isHealthy(name);
    if (!(await isOk(`${instance.url}/health/ready`))) return false;
    return instance.service === 'worker' || this.isLedTo(instance);
  }

  /** nginx has found it (again), and it alone. */
  private async isLedTo(instance: Instance): Promise<boolean> {
    const { servedBy } = await post(this.url(serviceOf(instance), instance.number), null, ASK);
    return servedBy === instance.name;
  }

  /** As Docker sees a store, which has no other door. */
  private async isHealthy(name: string): Promise<boolean> {
    const state = '{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}';
    const told = await docker('inspect', '--format', state, this.container(name));
    return told === 'healthy' || told === 'running';
  }
}

/** On which port of this machine each port of a container is published. */
async function portsOf(id: string): Promise<Map<number, number>> {
  const told = await docker('inspect', '--format', '{{json .NetworkSettings.Ports}}', id);
  const ports = JSON.parse(told) as Record<string, { HostPort: string }[] | null>;
  return new Map(
    Object.entries(ports).flatMap(([port, published]): [number, number][] => {
      const [first] = published ?? [];
      return first === undefined ? [] : [[Number.parseInt(port, 10), Number(first.HostPort)]];
    }),
  );
}
