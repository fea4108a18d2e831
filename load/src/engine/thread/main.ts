/** A thread of the generator: its share of the people, their feeds and what they send. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { isBehind, type Place } from '../check/chat-view.js';
import type { ChatUnderTest } from '../check/record.js';
import { MessageKeys } from '../plan/message-key.js';
import { PURPOSE, Random } from '../plan/random.js';
import { inParallel } from '../../target/bounded.js';
import { runClock } from '../run-clock.js';
import { CatchUp } from './catch-up.js';
import { Follower } from './follower.js';
import { FrameReader } from './frame-reader.js';
import { Http } from './http.js';
import { Outbox } from './outbox.js';
import { paceClosed, paceOpen, type PacerOptions } from './pacer.js';
import { Person } from './person.js';
import { THREAD_CLOCKS, type Ledger, type Order, type ThreadSetup, type Word } from './protocol.js';
import { ReadMarker } from './read-marker.js';
import { Tally } from './tally.js';

const REPORT_MS = 200;
const SILENCE_CHECK_MS = 10_000;
const CONNECTING_AT_ONCE = 50;
/** How often the event loop is looked at; what it measures is above that. */
const LAG_RESOLUTION_MS = 10;

const port = parentPort!;
const setup = workerData as ThreadSetup;
const { plan, pace, chats } = setup;

const now = runClock(setup.beginning);
const keys = new MessageKeys(setup.tag, setup.beginning.epochMs);
const tally = new Tally(now);
const http = new Http();
const people = makePeople();
const outbox = new Outbox({ tally, http, keys, seed: plan.seed, chats, people });
const marker = new ReadMarker(http, tally, chats);
const follower: Follower = new Follower({
  ...{ tally, chats },
  reader: new FrameReader({
    ...{ seed: plan.seed, keys },
    chats: new Map(chats.map((chat, index) => [chat.id, index])),
  }),
  onReceived(person, membership, { seq, key }) {
    const isRead = new Random(plan.seed, PURPOSE.read, key!.operation, person.index).next() < setup.readRatio;
    if (isRead) marker.mark(person, membership, seq, key!.dueAt);
  },
  onOwn: (person, { id, key }) => outbox.identify(person, key!.operation, id),
  onStored: (person, messageIds) => outbox.stored(person, messageIds),
  onReconnected: (person) => void catchUp.all(person).then(() => outbox.resendUnstored(person)),
  onGap: (person, membership, isReset) =>
    void catchUp
      .one(person, membership, isReset)
      .then(() => (isReset ? outbox.resendUnstored(person) : undefined)),
});
const catchUp = new CatchUp({
  ...{ tally, http, keys, chats },
  arrived: (person, membership, message) => follower.arrived(person, membership, message),
  told: (person, membership, text) => follower.told(person, membership, text),
});
let isStopped = false;
let places: readonly (Place | null)[] | undefined;
const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
const timers = [setInterval(report, REPORT_MS), setInterval(() => follower.cutSilent(), SILENCE_CHECK_MS)];

port.on('message', (order: Order) => {
  if (order.type === 'connect') void connect();
  else if (order.type === 'go') void go(order.at);
  else if (order.type === 'tokens') renew(order.tokens);
  else if (order.type === 'places') places = order.places;
  else if (order.type === 'stop') isStopped = true;
  else if (order.type === 'ledger') tell({ type: 'ledger', ledger: ledger() });
  else void close();
});

function makePeople(): Map<number, Person> {
  const memberships = new Map(setup.people.map(({ index }) => [index, [] as [number, ChatUnderTest][]]));
  chats.forEach((chat, index) => chat.members.forEach((one) => memberships.get(one)?.push([index, chat])));
  return new Map(setup.people.map((one) => [one.index, new Person(one, memberships.get(one.index)!)]));
}

async function connect(): Promise<void> {
  await inParallel([...people.values()], CONNECTING_AT_ONCE, (person) => follower.follow(person));
}

async function go(at: number): Promise<void> {
  tally.window = { from: at + pace.steadyMs, to: at + pace.endMs };
  timers.push(
    setTimeout(() => lag.enable(), tally.window.from - now()),
    setTimeout(() => lag.disable(), tally.window.to - now()),
  );
  const options: PacerOptions = {
    ...{ plan, pace, now },
    isStopped: () => isStopped,
    isOurs: ({ author }) => author % setup.threads === setup.thread,
    perform: (operation, dueAt) => outbox.perform(operation, dueAt),
  };
  await (pace.inFlight === null ? paceOpen(options, at) : paceClosed(options, at, pace.inFlight));
  tally.sending = 0;
}

/** Everybody's are told to every thread. */
function renew(tokens: readonly [number, string][]): void {
  for (const [index, token] of tokens) {
    const person = people.get(index);
    if (person) person.token = token;
  }
}

function report(): void {
  if (places) tally.behind = behind(places);
  const told = tally.report();
  const buffers = THREAD_CLOCKS.flatMap((clock) => Object.values(told.clocks[clock]));
  tell(
    { type: 'report', report: told },
    buffers.map((values) => values.buffer as ArrayBuffer),
  );
}

function behind(known: readonly (Place | null)[]): number {
  let count = 0;
  for (const { memberships } of people.values())
    for (const { chat, view } of memberships.values()) if (isBehind(view.place, known[chat]!)) count++;
  return count;
}

/** What nobody has answered until now stays unknown. */
function ledger(): Ledger {
  for (const part of [outbox, marker, catchUp]) part.stop();
  report();
  return {
    accepted: outbox.accepted,
    uncertain: outbox.uncertain,
    followed: [...people.values()].flatMap((person) =>
      [...person.memberships.values()].map(({ chat, view, reading, isCatchingUp }) => ({
        ...{ person: person.index, chat, seen: view.seen.plain(), receiver: person.receiver },
        read: { least: reading.confirmed, most: reading.wanted },
        place: view.place,
        isSettled: person.isLive && !isCatchingUp,
      })),
    ),
    faults: { counts: tally.faults.counts, offenders: tally.faults.offenders },
    suspects: follower.suspects,
    shown: follower.shown,
    texts: follower.toldTexts,
    lag: lagOfLoop(),
  };
}

/** In milliseconds, without the time that the looks themselves are apart. */
function lagOfLoop(): Ledger['lag'] {
  if (lag.count === 0) return { max: 0, p99: 0 };
  const above = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - LAG_RESOLUTION_MS);
  return { max: above(lag.max), p99: above(lag.percentile(99)) };
}

async function close(): Promise<void> {
  for (const timer of timers) clearTimeout(timer);
  follower.stop();
  await http.close();
  port.close();
}

function tell(word: Word, transfer: ArrayBuffer[] = []): void {
  port.postMessage(word, transfer);
}
