import type { StackDescription } from './stack-process.js';

export type ServiceName = 'user' | 'sender' | 'receiver';

/** Where a stack can be reached; what stands behind its doors is not at hand where somebody else runs it. */
export type Doors = Pick<StackDescription, 'baseUrl' | 'instances'> & Partial<StackDescription>;

/** A stack that somebody runs, as its clients see it: where its doors are. */
export class RunningStack {
  constructor(protected readonly description: Doors) {}

  /** nginx, e.g. http://localhost:12345. */
  get baseUrl(): string {
    if (this.description.baseUrl === undefined) throw new Error('A stack with --infra-only has no nginx.');
    return this.description.baseUrl;
  }

  get postgresUrl(): string {
    return this.behindTheDoors('postgresUrl');
  }

  get redisUrl(): string {
    return this.behindTheDoors('redisUrl');
  }

  get dir(): string {
    return this.behindTheDoors('dir');
  }

  get instances(): StackDescription['instances'] {
    return this.description.instances;
  }

  /** The GraphQL endpoint of a service through nginx; with a number, of that instance alone. */
  url(service: ServiceName, number?: number): string {
    return [this.baseUrl, service, ...(number === undefined ? [] : [number]), 'graphql'].join('/');
  }

  /** The WebSocket endpoint of the receivers, or of one of them. */
  wsUrl(number?: number): string {
    return this.url('receiver', number).replace(/^http/, 'ws');
  }

  /** The origin of an instance past nginx, e.g. `directUrl('worker-1')` + /metrics. */
  directUrl(name: string): string {
    const instance = this.instances.find((one) => one.name === name);
    if (instance === undefined) throw new Error(`There is no ${name} in this stack.`);
    return instance.url;
  }

  private behindTheDoors(what: 'postgresUrl' | 'redisUrl' | 'dir'): string {
    const found = this.description[what];
    if (found === undefined) throw new Error(`${what}: only of a stack of one's own.`);
    return found;
  }
}
