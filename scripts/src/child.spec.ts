import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Child, type ChildEvents, type ChildSpec } from './child.js';

const children: Child[] = [];

/** A child that runs a line of JavaScript; what it tells comes back as words. */
function childOf(
  script: string,
  spec: Partial<ChildSpec> = {},
): { child: Child; told: string[]; until: Until } {
  const told: string[] = [];
  let look = () => {};
  const tell = (words: string) => {
    told.push(words);
    look();
  };
  const events: ChildEvents = {
    started: () => tell('started'),
    line: (_, text) => tell(`line ${text}`),
    died: (_, how) => tell(`died ${how}`),
    back: () => tell('up'),
    gaveUp: (_, how) => tell(`gave up ${how}`),
    ended: () => tell('ended'),
  };
  const child = new Child(
    {
      ...{ name: 'toy', command: process.execPath, args: ['-e', script], env: {}, cwd: '/' },
      ...{ isUp: (output) => output.includes('here'), stopSignal: 'SIGTERM', stopDeadlineMs: 200, rank: 0 },
      ...spec,
    },
    events,
  );
  children.push(child);
  const until: Until = (words) =>
    new Promise((resolve) => {
      look = () => told.includes(words) && resolve();
      look();
    });
  return { child, told, until };
}

type Until = (words: string) => Promise<void>;
const STAYS = "console.log('here'); setInterval(() => {}, 1000)";

jest.setTimeout(20_000);
afterEach(() => children.splice(0).forEach((child) => child.kill()));

describe('a child', () => {
  it('is up when it says so', async () => {
    const { child, told, until } = childOf(STAYS);
    child.start();
    await until('up');
    expect(told).toEqual(['started', 'line here', 'up']);
  });

  it('that dies is announced with its exit code and started again', async () => {
    const { child, told, until } = childOf("console.log('here'); setTimeout(() => process.exit(7), 200)");
    child.start();
    await until('died exit code 7');
    told.length = 0;
    await until('up');
    expect(told.slice(0, 2)).toEqual(['started', 'line here']);
  });

  it('that ignores the request to stop is killed after its deadline', async () => {
    const { child, told, until } = childOf(`process.on('SIGTERM', () => {}); ${STAYS}`);
    child.start();
    await until('up');
    await child.stop();
    expect(told.at(-1)).toBe('ended');
  });

  it('that is stopped is not started again', async () => {
    const { child, told, until } = childOf(STAYS);
    child.start();
    await until('up');
    await child.stop();
    expect(told).toEqual(['started', 'line here', 'up', 'ended']);
  });

  it('that cannot be run at all is given up with the reason', async () => {
    const { child, told, until } = childOf('', { command: '/no/such/program' });
    child.start();
    await until('gave up exit code 127');
    expect(told.filter((words) => words.startsWith('line cannot run /no/such/program'))).not.toHaveLength(0);
  });
});
