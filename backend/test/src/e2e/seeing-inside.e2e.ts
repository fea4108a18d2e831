import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { eventually } from '../testkit/eventually.js';
import { metricsPage } from '../testkit/metrics-page.js';
import { Person } from '../testkit/person.js';
import { post } from '../testkit/request.js';
import { Rows } from '../testkit/rows.js';
import { startStack, type Stack } from '../testkit/stack.js';

const PAGE = resolve(import.meta.dirname, '../../../../docs/metrics.md');
/** In everything that people write here, and in nothing else. */
const TEXT = 'dear-diary';
const WRONG_PASSWORD = 'not-the-right-horse';

let stack: Stack;
let rows: Rows;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  stack = await startStack({ users: 1, senders: 1, receivers: 1, flags: ['--log-level', 'debug'] });
  rows = new Rows(stack);
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

const scrape = async (name: string) => (await fetch(`${stack.directUrl(name)}/metrics`)).text();
const readiness = async (name: string) => {
  const response = await fetch(`${stack.directUrl(name)}/health/ready`);
  const { status, details } = (await response.json()) as { status: string; details: Record<string, object> };
  return { code: response.status, status, details };
};
/** Asked until it is so: where the machine stands still for a second, any check fails once. */
const becomes = (name: string, wanted: object) =>
  eventually(`${name} says how it is`, async () => {
    expect(await readiness(name)).toMatchObject(wanted);
    return true;
  });
/** The value of a sample without labels of its own, or the sum of those with the given one. */
async function valueOf(instance: string, metric: string, label = ''): Promise<number> {
  const lines = (await scrape(instance)).split('\n').filter((line) => line.startsWith(`${metric}{`));
  return lines
    .filter((line) => line.includes(label))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
/** All that the stack's processes have written, whole. */
function logs(): string {
  const folder = join(stack.dir, 'logs');
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}
const logLines = () =>
  logs()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('what a message leaves in the metrics', () => {
  test('its three clocks, what was done for it, and every error by its code', async () => {
    const chat = await ann.createGroup([ben], TEXT);
    const feed = await ben.follow(chat.id);
    await ann.send(chat.id, TEXT);
    await feed.until('it', (events) => events.some((event) => event.__typename === 'MessageAdded'));
    await feed.close();
    await post(stack.url('sender'), ann.token, 'mutation { removeMessage(id: "x") { id } }');

    expect(await valueOf('sender-1', 'converge_events_accepted_total', 'MessageAdded')).toBe(1);
    expect(await valueOf('sender-1', 'converge_accepted_seconds_count')).toBe(2);
    expect(await valueOf('sender-1', 'converge_operation_seconds_count', '"createMessage"')).toBe(1);
    expect(await valueOf('sender-1', 'converge_errors_total', 'NOT_FOUND')).toBe(1);
    expect(await valueOf('receiver-1', 'converge_delivered_seconds_count')).toBe(1);
    await eventually(
      'it is persisted',
      async () => (await valueOf('worker-1', 'converge_persisted_seconds_count', '"messages"')) === 1,
    );
    expect(await valueOf('worker-1', 'converge_events_stored_total', '"messages"')).toBe(1);
  });

  test('nothing of who wrote it, and where', async () => {
    const chat = await ann.createGroup([ben], TEXT);
    await ann.send(chat.id, TEXT);
    const all = (await Promise.all(stack.instances.map(({ name }) => scrape(name)))).join('\n');
    for (const secret of [ann.id, ann.username, chat.id, TEXT]) expect(all).not.toContain(secret);
  });

  test('the names that docs/metrics.md lists, with their help, are those of a running stack', async () => {
    await ann.chats();
    const page = metricsPage(await Promise.all(stack.instances.map(({ name }) => scrape(name))));
    if (process.env['WRITE_METRICS']) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});

describe('readiness', () => {
  test('without Postgres senders and receivers are degraded, not unready; the user service is unready', async () => {
    const up = { status: 'up' };
    await becomes('sender-1', { code: 200, status: 'ok' });
    const backlog = { ...up, message: expect.stringMatching(/^the oldest job is [\d.]+ s old$/) };
    await becomes('worker-1', { status: 'ok', details: { circuit: { ...up, message: 'closed' }, backlog } });
    await becomes('receiver-1', { status: 'ok', details: { channels: up, keys: up } });
    await stack.pause('postgres');
    await becomes('sender-1', {
      code: 200,
      status: 'degraded',
      details: { redis: up, postgres: { status: 'degraded' } },
    });
    await becomes('receiver-1', { code: 200, status: 'degraded' });
    await becomes('user-1', {
      code: 503,
      status: 'error',
      details: { postgres: { status: 'down' }, sessions: up },
    });
    // Nobody should restart it for that.
    expect((await fetch(`${stack.directUrl('user-1')}/health/started`)).status).toBe(200);
    await stack.resume('postgres');
    for (const name of ['user-1', 'sender-1', 'receiver-1', 'worker-1'])
      await becomes(name, { status: 'ok' });
  });

  test('a Redis that answers, but takes no writes, makes a sender unready', async () => {
    await redisSays('CONFIG SET maxmemory 1');
    const isFull = { redis: { status: 'down', message: expect.stringMatching(/^OOM /) } };
    await becomes('sender-1', { code: 503, status: 'error', details: isFull });
    const refused = await post(
      stack.url('sender'),
      ann.token,
      'mutation($i: CreateChatInput!) { createChat(createChatInput: $i) { id } }',
      { i: { name: TEXT, participantIds: [ben.id] } },
    );
    expect(refused.errors[0]?.extensions.code).toBe('UNAVAILABLE');
    await redisSays('CONFIG SET maxmemory 0');
    await becomes('sender-1', { status: 'ok' });
  });
});

describe('the logs of all processes, at their most talkative', () => {
  test('name the request and the user of what failed', async () => {
    const requestId = `test-${newId()}`;
    await fetch(stack.url('sender'), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${ann.token}`,
        'x-request-id': requestId,
      },
      body: JSON.stringify({ query: `mutation { removeMessage(id: "${newId()}") { id } }` }),
    });
    const line = await eventually('the line of it', () =>
      logLines().find((each) => each['requestId'] === requestId && each['userId'] === ann.id),
    );
    expect(line).toMatchObject({
      ...{ level: 'warn', instance: 'sender-1', operation: 'removeMessage', codes: ['NOT_FOUND'] },
      time: expect.any(String),
    });
  });

  test('hold no text of a message, no password and no token, whatever goes wrong', async () => {
    const chat = await ann.createGroup([ben], TEXT);
    const feed = await ben.follow(chat.id);
    const key = newId();
    const sent = await ann.send(chat.id, `${TEXT} 1`, { key });
    await ann.edit(sent.id, `${TEXT} 2`);
    const spoiled = async (query: string, variables: object = {}, token = ann.token) =>
      void (await post(stack.url('sender'), token, query, variables));
    const create = 'mutation($i: CreateMessageInput!) { createMessage(createMessageInput: $i) { id } }';
    await spoiled(create, {
      i: { chatId: chat.id, content: TEXT, clientMessageId: newId(), senderId: ben.id },
    });
    await spoiled(create, { i: { chatId: newId(), content: TEXT } });
    await spoiled(create, { i: { chatId: chat.id, content: { wrong: TEXT } } });
    await spoiled(create, { i: { chatId: chat.id, content: TEXT } }, `${ann.token}x`);
    await spoiled(`mutation { createMessage(createMessageInput: { content: "${TEXT}" `);
    await post(
      stack.url('user'),
      null,
      'mutation($u: String!, $p: String!) { login(username: $u, password: $p) { accessToken } }',
      {
        ...{ u: ann.username, p: WRONG_PASSWORD },
      },
    );
    await fetch(stack.url('sender'), { method: 'POST', body: `{"content":"${TEXT}"` });

    // What a store was asked with is in the errors of its driver.
    await stack.kill('postgres');
    for (let n = 0; n < 5; n++) await ann.send(chat.id, `${TEXT} without Postgres ${n}`);
    await stack.waitUntilUp('postgres');
    await stack.pause('redis');
    const hanging = ann.send(chat.id, `${TEXT} without Redis`).catch(() => undefined);
    await hanging;
    await stack.resume('redis');
    await rows.until(
      'all of it in Postgres',
      () => rows.messages(chat.id),
      (found) => found.length >= 6,
    );
    await feed.close();

    const written = logs();
    expect(written).toContain('a request failed');
    for (const secret of [TEXT, Person.PASSWORD, WRONG_PASSWORD, ann.token, ben.token]) {
      expect(written.split('\n').filter((line) => line.includes(secret))).toEqual([]);
    }
    // The stack takes tokens out of the files by itself: there must have been none to take out.
    expect(written.split('\n').filter((line) => line.includes('<token>'))).toEqual([]);
  });
});

/** One command in Redis' plain-text form. */
async function redisSays(command: string): Promise<void> {
  const { hostname, port } = new URL(stack.redisUrl);
  await new Promise<void>((done, failed) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(`${command}\r\n`));
    socket.once('error', failed);
    socket.once('data', (data) => {
      socket.destroy();
      if (data.toString().startsWith('+OK')) done();
      else failed(new Error(`Redis answers ${String(data)}`));
    });
  });
}
