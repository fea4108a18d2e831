import assert from 'node:assert/strict';
import { eventually } from '../../testkit/eventually.js';
import { Person } from '../../testkit/person.js';
import { post } from '../../testkit/request.js';
import type { ServiceName } from '../../testkit/running-stack.js';
import { Feed } from '../../testkit/feed.js';
import type { FeedEvent } from '../../testkit/shapes.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';

const SERVICES = ['user', 'sender', 'receiver'] as const;
const ASK = '{ instance { id } }';
const PAGES = ['/', '/chats/some-chat', '/healthz', '/.well-known/jwks.json'];

/** Every address that the README tells of, at the two instances of each service. */
export const doors: Step = {
  name: 'doors',
  promise:
    'every address of the README answers: pages, GraphQL, pinned, by port, probes, metrics, WebSockets',
  async run(project) {
    const stack = await project.deployment();
    const asked = [
      ...PAGES.map((path) => isOk(stack.baseUrl + path)),
      ...SERVICES.map((service) => servedBy(stack.url(service), new RegExp(`^${service}-[12]$`))),
    ];
    for (const { service, number, name, url } of stack.instances) {
      asked.push(...['/health/live', '/health/ready', '/metrics'].map((path) => isOk(url + path)));
      if (service === 'worker') continue;
      const isIt = new RegExp(`^${name}$`);
      asked.push(servedBy(stack.url(service as ServiceName, number), isIt));
      asked.push(servedBy(`${url}/graphql`, isIt));
    }
    await Promise.all(asked);
    const sockets = await listen(project);
    return `${asked.length} addresses, ${sockets} WebSockets`;
  },
};

/** Now or soon: everything has started this moment, and a busy process may say for a second that it is not ready. */
async function isOk(url: string): Promise<void> {
  await eventually(`200 of ${url}`, async () => {
    const response = await fetch(url);
    await response.arrayBuffer();
    assert.equal(response.status, 200);
    return true;
  });
}

async function servedBy(url: string, who: RegExp): Promise<void> {
  const answer = await post<{ instance: { id: string } }>(url, null, ASK);
  assert.match(answer.servedBy ?? 'nobody', who, url);
  assert.equal(answer.data?.instance.id, answer.servedBy, url);
}

/** Subscribes at every address of a receiver; each says that it is ready, and who it is. */
async function listen(project: Project): Promise<number> {
  const stack = await project.deployment();
  const ann = await Person.join(stack, 'ann');
  const receivers = stack.instances.filter(({ service }) => service === 'receiver');
  const urls: [url: string, who: RegExp][] = [[stack.wsUrl(), /^receiver-\d+$/]];
  for (const { url, number, name } of receivers) {
    urls.push([stack.wsUrl(number), new RegExp(`^${name}$`)]);
    urls.push([`${url.replace('http', 'ws')}/graphql`, new RegExp(`^${name}$`)]);
  }
  for (const [url, who] of urls) {
    const query = 'subscription { viewerEvents { __typename ... on Ready { instance } } }';
    const feed = new Feed<FeedEvent>({ url, token: ann.token, query });
    const ready = await feed.until(`Ready at ${url}`, ([first]) => first);
    assert.match(ready.instance, who, url);
    await feed.close();
  }
  const listed = await ann.ask<{ id: string }[]>('{ instances { id } }');
  assert.deepEqual(listed.map(({ id }) => id).sort(), stack.instances.map(({ name }) => name).sort());
  return urls.length;
}
