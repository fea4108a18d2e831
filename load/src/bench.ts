/**
 * `npm run bench`: what one sender accepts beside the ceiling of its libraries, and what one worker stores, measured in
 * one run, alternating, with everything on. Medians of ROUNDS with the lowest and the highest.
 */
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { randomUUID } from 'node:crypto';
import { keepInFlight, type Rate, type Shot } from './in-flight.js';
import { createChat, join, type Person } from './people.js';
import { startCeiling, startStack } from './target.js';

const ROUNDS = 5;
const SECONDS = 5;
const IN_FLIGHT = 32;
const GROUP = 20;
const SEND = `mutation($i: CreateMessageInput!) { createMessage(createMessageInput: $i) { id seq revision createdAt } }`;

const { stack, stop } = await startStack();
const ceiling = await startCeiling();
try {
  await main();
} finally {
  await ceiling.stop();
  await stop();
}

async function main(): Promise<void> {
  const people: Person[] = [];
  for (let i = 0; i < IN_FLIGHT + 1; i++) people.push(await join(stack.baseUrl));
  const owners = people.slice(0, IN_FLIGHT);
  const direct = await Promise.all(
    owners.map((owner, i) => createChat(stack.baseUrl, owner, [people[i + 1]!], 'direct')),
  );
  const groups = await Promise.all(
    owners.map((owner) =>
      createChat(stack.baseUrl, owner, people.filter((one) => one !== owner).slice(0, GROUP - 1), 'group'),
    ),
  );
  const sender = `${urlOf('sender-1')}/graphql`;
  const send =
    (chats: string[]) =>
    (slot: number): Shot => ({
      token: owners[slot]!.token,
      query: SEND,
      variables: {
        i: { chatId: chats[slot]!, content: 'What one sender accepts.', clientMessageId: randomUUID() },
      },
    });
  const subjects = {
    'bare Nest + Apollo mutation': () => keepInFlight(ceiling.url, IN_FLIGHT, SECONDS, send(direct)),
    'accept, 1:1 chats': () => keepInFlight(sender, IN_FLIGHT, SECONDS, send(direct)),
    [`accept, ${GROUP} participants`]: () => keepInFlight(sender, IN_FLIGHT, SECONDS, send(groups)),
  };
  for (const run of Object.values(subjects)) await run();
  await drained();

  const seen: Record<string, Rate[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(subjects)) {
      (seen[name] ??= []).push(await run());
      await drained();
    }
  }
  const base = median(seen['bare Nest + Apollo mutation']!.map((rate) => rate.perSecond));
  for (const [name, rates] of Object.entries(seen)) {
    const perSecond = rates.map((rate) => rate.perSecond);
    console.log(
      `${name}: ${show(perSecond)}/s, ${(median(perSecond) / base).toFixed(2)} of the bare mutation, ` +
        `p50 ${median(rates.map((rate) => rate.p50Ms)).toFixed(1)} ms, p99 ${median(rates.map((rate) => rate.p99Ms)).toFixed(1)} ms`,
    );
  }

  const stored: number[] = [];
  for (let round = 0; round < ROUNDS; round++) stored.push(await drainRate(subjects['accept, 1:1 chats']!));
  console.log(`one worker drains a backlog: ${show(stored)} messages/s`);
}

/** Stops the worker, lets a backlog gather, lets it go: messages stored a second until the queue is empty. */
async function drainRate(fill: () => Promise<Rate>): Promise<number> {
  const pid = Number(readFileSync(joinPath(stack.dir, 'run', 'worker-1.pid'), 'utf8'));
  const before = await workerSays('converge_events_stored_total');
  process.kill(pid, 'SIGSTOP');
  await fill();
  const begun = performance.now();
  process.kill(pid, 'SIGCONT');
  await drained();
  return (((await workerSays('converge_events_stored_total')) - before) / (performance.now() - begun)) * 1000;
}

/** Between two measurements nothing of the first may still be under way. */
async function drained(): Promise<void> {
  while ((await workerSays('converge_lane_jobs')) > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The sum of a metric of the worker over its labels. */
async function workerSays(metric: string): Promise<number> {
  const text = await (await fetch(`${urlOf('worker-1')}/metrics`)).text();
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

function urlOf(name: string): string {
  return stack.instances.find((instance) => instance.name === name)!.url;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function show(values: number[]): string {
  const round = (value: number) => Math.round(value).toLocaleString('en');
  return `${round(median(values))} (${round(Math.min(...values))} to ${round(Math.max(...values))})`;
}
