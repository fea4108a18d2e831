import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../testkit/eventually.js';
import { Person } from '../testkit/person.js';
import { dashboardQueries, hasPrometheus, Prometheus } from '../testkit/prometheus.js';
import { startStack, type Stack } from '../testkit/stack.js';

/** Debian's package `prometheus`, which CI installs. Without it the queries are read, but not asked (deploy/observability). */
const withPrometheus = hasPrometheus() || process.env.CI !== undefined ? describe : describe.skip;

withPrometheus('a real Prometheus, configured as it is deployed', () => {
  let stack: Stack;
  let prometheus: Prometheus;
  let use: () => Promise<void>;

  beforeAll(async () => {
    stack = await startStack();
    prometheus = await Prometheus.start(stack);
    const [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
    const chat = await ann.createGroup([ben]);
    const feed = await ben.follow(chat.id);
    use = async () => {
      const sent = await ann.send(chat.id, 'hi');
      await ben.read(chat.id, sent.seq);
      await ben.messages(chat.id);
      await Person.signIn(stack, ann.username);
      await feed.until('the message live', (events) =>
        events.some((event) => event.__typename === 'MessageAdded' && event.message.id === sent.id),
      );
    };
  });
  afterAll(async () => {
    await prometheus?.stop();
    await stack?.stop();
  });

  test('finds every process, under the name that it has for people', async () => {
    const names = stack.instances.map(({ name }) => name).sort();
    await eventually('every process has been asked', async () => {
      const found = await prometheus.ask('process_start_time_seconds');
      expect(found.map(({ metric }) => metric['instance']).sort()).toEqual(names);
      expect(await prometheus.ask('up{service="sender"} == 1')).toHaveLength(2);
      return true;
    });
  });

  test('has numbers for every panel of the dashboards once the stack is used', async () => {
    await eventually(
      'every panel has numbers',
      async () => {
        await use();
        const silent: string[] = [];
        for (const { panel, query } of dashboardQueries()) {
          const samples = await prometheus.ask(query);
          if (!samples.some(({ value }) => Number.isFinite(value))) silent.push(`${panel}: ${query}`);
        }
        if (silent.length > 0) throw new Error(silent.join('\n'));
        return true;
      },
      60_000,
    );
  });

  test('evaluates every alert, and none rings while all is well', async () => {
    const rules = await eventually('every alert was evaluated', async () => {
      const found = await prometheus.rules();
      return found.every(({ health }) => health !== 'unknown') && found;
    });
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter(({ health, state }) => health !== 'ok' || state === 'firing')).toEqual([]);
  });
});
