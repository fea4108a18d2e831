import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ProcessWatch } from './process-watch.js';

let server: Server;
let watch: ProcessWatch;
let scrape: (answer: ServerResponse) => void;
const page = (jobs: number, letters: number) =>
  `converge_lane_jobs{lane="a"} ${jobs}\nconverge_dead_letters ${letters}\n`;

beforeEach(async () => {
  server = createServer((_, answer) => scrape(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  watch = new ProcessWatch({ metrics: [{ name: 'worker', url }] }, () => performance.now());
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('dead letters are asked for afresh, whatever answer is still awaited', async () => {
  let arrive!: (answer: ServerResponse) => void;
  const held = new Promise<ServerResponse>((resolve) => (arrive = resolve));
  scrape = (answer) => arrive(answer);
  const look = watch.look();
  const asked = watch.deadLetters();
  const first = await held;
  scrape = (answer) => answer.end(page(0, 1));
  first.end(page(0, 0));
  await look;
  expect(await asked).toBe(1);
});

test('the lanes are waited for until nothing waits in them', async () => {
  const depths = [3, 1, 0];
  scrape = (answer) => answer.end(page(depths.shift()!, 0));
  expect(await watch.lanesEmpty(60_000)).toBe(true);
  expect(depths).toEqual([]);
});

test('lanes that do not become empty are not waited for for ever; nor where nobody has ever told of them', async () => {
  scrape = (answer) => answer.end(page(1, 0));
  expect(await watch.lanesEmpty(0)).toBe(false);
  expect(await new ProcessWatch({ metrics: [] }, () => 0).lanesEmpty(60_000)).toBe(false);
});

test('what a process uses is told with the time in which it did; a look without an answer leaves a hole', async () => {
  let [nowMs, seconds] = [0, 0];
  const { port } = server.address() as AddressInfo;
  const one = { name: 'sender-1', url: `http://127.0.0.1:${port}` };
  const watched = new ProcessWatch({ metrics: [one] }, () => nowMs);
  for (const isThere of [true, true, false, true, true]) {
    scrape = (answer) => (isThere ? answer.end(`process_cpu_seconds_total ${seconds}\n`) : answer.destroy());
    await watched.look();
    nowMs += 1000;
    seconds += 0.5;
  }
  expect(watched.processes[0]!.cpu).toEqual([
    { sinceMs: 0, atMs: 1000, share: 0.5 },
    { sinceMs: 3000, atMs: 4000, share: 0.5 },
  ]);
});
