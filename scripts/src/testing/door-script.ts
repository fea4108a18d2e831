import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../layout.js';
import { nginxProgram } from '../nginx.js';
import { answersOk } from '../probes.js';
import { isRoot } from '../reachable.js';
import { end, PATIENCE_S, ports, temporaryFolder, until } from './open-door.js';
import { StandIn } from './stand-in.js';

type Service = 'user' | 'sender' | 'receiver' | 'worker';

const HOSTS: Record<Service, string> = {
  user: 'user-service',
  sender: 'sender-service',
  receiver: 'receiver-service',
  worker: 'persistence-worker',
};

/** Stands in for Docker's DNS: answers what is in a file by the name that is asked for. */
const GETENT = '#!/bin/sh\nexec cat "$FAKE_DNS/$2"\n';

/**
 * nginx/door.sh as a container runs it, with the real nginx: only DNS is not real. Instances have addresses 127.0.7.<n>
 * (of the loopback network, which has them all on Linux) and, as in containers, one port for each service.
 */
export class DoorScript {
  readonly folder = temporaryFolder();
  private readonly instances = new Set<StandIn>();
  private readonly servicePorts = new Map<Service, number>();
  private readonly inDns = new Map<Service, readonly string[]>();
  private script: ChildProcess | undefined;
  private output = '';
  url = '';

  private constructor() {
    for (const name of ['dns', 'bin', 'web']) mkdirSync(join(this.folder, name));
    writeFileSync(join(this.folder, 'bin', 'getent'), GETENT);
    chmodSync(join(this.folder, 'bin', 'getent'), 0o755);
    writeFileSync(join(this.folder, 'web', 'index.html'), 'the web client');
  }

  static async prepare(): Promise<DoorScript> {
    const door = new DoorScript();
    for (const service of Object.keys(HOSTS) as Service[]) door.servicePorts.set(service, await ports.take());
    return door;
  }

  /** Runs it; resolves once nginx answers. */
  async open(env: Record<string, string> = {}): Promise<void> {
    const port = await ports.take();
    const portOf = (service: Service) => String(this.servicePorts.get(service));
    const script = spawn('sh', [join(ROOT, 'nginx', 'door.sh')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
        FAKE_DNS: join(this.folder, 'dns'),
        NGINX: nginxProgram(),
        ACCOUNT: isRoot() ? 'user root;' : '',
        RUN_DIR: join(this.folder, 'run'),
        WEB_ROOT: join(this.folder, 'web'),
        ACCESS_LOG: join(this.folder, 'access.log'),
        WORKER_PROCESSES: '1',
        LISTEN_ADDRESS: '127.0.0.1',
        HTTP_PORT: String(port),
        USER_PORT: portOf('user'),
        SENDER_PORT: portOf('sender'),
        RECEIVER_PORT: portOf('receiver'),
        WORKER_PORT: portOf('worker'),
        ANSWER_WITHIN: `${PATIENCE_S}s`,
        DNS_WITHIN: String(PATIENCE_S),
        READY_WITHIN: String(PATIENCE_S),
        LOOK_EVERY_S: '0.2',
        ...env,
      },
    });
    this.script = script;
    let isClosed = false;
    script.once('close', () => (isClosed = true));
    script.stderr.on('data', (data: Buffer) => (this.output += data.toString()));
    this.url = `http://${env.LISTEN_ADDRESS ?? '127.0.0.1'}:${port}`;
    await until('nginx answers', () => {
      if (isClosed) throw new Error(`it ended with code ${script.exitCode}:\n${this.output}`);
      return answersOk(`${this.url}/healthz`);
    });
  }

  /** A new instance, of which DNS tells. Its name is that of its number unless it lies. */
  async start(service: Service, number: number, name = `${service}-${number}`): Promise<StandIn> {
    const host = `127.0.7.${number}`;
    const instance = await StandIn.listen(name, { host, port: this.servicePorts.get(service) });
    this.instances.add(instance);
    this.tell(service, [...this.told(service), host]);
    return instance;
  }

  /** It dies, and DNS forgets it. */
  async remove(service: Service, instance: StandIn): Promise<void> {
    const host = instance.origin.split(':')[0]!;
    this.tell(
      service,
      this.told(service).filter((one) => one !== host),
    );
    this.instances.delete(instance);
    await instance.die();
  }

  /** What DNS says of a service from now on, right or wrong. */
  tell(service: Service, addresses: readonly string[]): void {
    const lines = addresses.flatMap((one) => [`${one}     STREAM ${HOSTS[service]}`, `${one}     DGRAM`]);
    writeFileSync(join(this.folder, 'dns', HOSTS[service]), lines.map((line) => `${line}\n`).join(''));
    this.inDns.set(service, addresses);
  }

  /** What it has written for whoever reads a container's log. */
  said(): string {
    return this.output;
  }

  /** Asks it to end; resolves with its exit code. */
  async stop(): Promise<number | null> {
    const code = this.script === undefined ? null : await end(this.script);
    await Promise.all([...this.instances].map((instance) => instance.die()));
    this.instances.clear();
    return code;
  }

  private told(service: Service): readonly string[] {
    return this.inDns.get(service) ?? [];
  }
}
