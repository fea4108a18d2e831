import type { Figure, Part, PartContext } from '../part.js';
import { bareRoom } from '../rooms/bare-room.js';
import { baselineRoom } from '../rooms/baseline-room.js';
import { climb } from '../rooms/climb.js';
import { convergeRoom, sendingTo } from '../rooms/converge-room.js';
import { connectPublisher } from '../rooms/redis-publisher.js';
import { RoomAudience } from '../rooms/room-audience.js';
import type { Room } from '../rooms/room.js';
import type { Rung } from '../rooms/rung.js';
import { median, ratios } from '../statistics.js';
import { startBareWs } from '../subjects/bare-ws.js';

const LIMIT_P99_MS = 150;
/** Of the limit, so much may be the bench's own before a highest rate is said to be its own. */
const OWN_LATENESS_MS = LIMIT_P99_MS / 3;
/** What is 5 % too much is 150 ms late only after 3 s; after 12, what is a little above 1 % too much. */
const CONFIRM_SECONDS = 12;
/** Held by each subject, whatever it shows there: the bars of CPU compare at these. */
const ALWAYS = [20, 60];
/** Beyond what two cores have been seen to serve: no subject should come so far. */
const MOST = 1_000;
const CONVERGE = 'Converge, receiver';
const BASELINE = 'baseline, receiver';
const BARE = 'bare ws broadcast';

interface Climbed {
  rungs: Rung[];
  highest: Rung | null;
}

export const fanOut: Part = {
  name: 'fan-out',
  title: 'Fan-out',
  about:
    'One room, everybody in it on a socket of their own, all served by one receiver, beside the same room in the ' +
    'baseline and beside a bare `ws` server that sends the same bytes to all. Messages are scheduled at a fixed rate, and a delivery ' +
    `takes from its scheduled instant to its arrival. The highest rate was held for ${CONFIRM_SECONDS} s. ` +
    'All listen to messages alone, Converge’s people by `messageAdded`, too. Converge’s messages go through its sender; those of ' +
    'the others are handed to their receiving side alone.',
  async run(context) {
    const listeners = context.pick(500, 20);
    const rooms = await makeRooms(context, listeners);
    const found = await context.interleave(
      Object.fromEntries(Object.entries(rooms).map(([name, room]) => [name, () => measure(context, room)])),
    );
    const climbs = (name: string) => found[name]!;
    const cpuBars = always(context).flatMap((rate) => {
      const cpu = (name: string) => climbs(name).map(({ rungs }) => at(rungs, rate).cpuUsPerDelivery);
      const label = `CPU per delivery, ${rate} messages/s, against`;
      return [
        {
          label: `${label} the baseline`,
          values: ratios(cpu(CONVERGE), cpu(BASELINE)),
          ...{ unit: 'x', wanted: { atMost: 1 / 3 } },
        },
        {
          label: `${label} a bare ws broadcast`,
          values: ratios(cpu(CONVERGE), cpu(BARE)),
          ...{ unit: 'x', wanted: { atMost: 1.5 } },
        },
      ];
    });
    const highest = (name: string) => climbs(name).map((each) => (each.highest?.perSecond ?? 0) * listeners);
    return {
      figures: Object.keys(rooms).flatMap((name) => figuresOf(name, climbs(name), listeners)),
      bars: [
        ...cpuBars,
        {
          label: `deliveries/s to ${listeners} subscribers before p99 passes ${LIMIT_P99_MS} ms`,
          values: highest(CONVERGE),
          ...{ unit: '/s', wanted: { atLeast: 45_000 } },
        },
        {
          label: 'the same against what saturates the baseline',
          values: ratios(highest(CONVERGE), highest(BASELINE)),
          ...{ unit: 'x', wanted: { atLeast: 1.3 } },
        },
      ],
      notes: Object.keys(rooms).flatMap((name) => [
        `${name}, p50 / p99 ms and CPU us a delivery by messages/s: ${byRate(climbs(name))}`,
        ...limitsOfTheBench(name, climbs(name)),
      ]),
    };
  },
};

const always = (context: PartContext): number[] => context.pick(ALWAYS, ALWAYS.slice(0, 1));

async function makeRooms(context: PartContext, listeners: number): Promise<Record<string, Room>> {
  const stack = await context.startStack();
  const people = await stack.people(listeners, 1);
  const sending = sendingTo(stack);
  context.onEnd(() => sending.stop());
  const publisher = await connectPublisher(stack.stack.redisUrl);
  context.onEnd(() => publisher.stop());
  const bare = await startBareWs();
  context.onEnd(() => bare.stop());
  return {
    [CONVERGE]: await convergeRoom(stack, people, sending),
    [BASELINE]: await baselineRoom(await context.startBaseline(stack), people, publisher),
    [BARE]: bareRoom(bare, listeners),
  };
}

/** A climb with an audience of its own: nobody else's sockets are open meanwhile. */
async function measure(context: PartContext, room: Room): Promise<Climbed> {
  const audience = new RoomAudience(room);
  const hold = async (perSecond: number, seconds = context.pick(3, 0.5)): Promise<Rung> => {
    const rung = await audience.hold(perSecond, seconds);
    context.say(
      `${perSecond}/s: p99 ${rung.p99Ms.toFixed(0)} ms, ${rung.cpuUsPerDelivery.toFixed(1)} us a delivery`,
    );
    return rung;
  };
  try {
    await audience.gather();
    const warmedUp = await hold(always(context).at(-1)!);
    if (context.isSmoke) return { rungs: [warmedUp], highest: warmedUp };
    return await climb(
      {
        ...{ always: ALWAYS, step: 20, most: MOST, finest: 5 },
        confirm: (perSecond) => hold(perSecond, CONFIRM_SECONDS),
        isKept: ({ p99Ms, ended }) => p99Ms <= LIMIT_P99_MS && ended === 0,
      },
      (perSecond) => hold(perSecond),
    );
  } finally {
    await audience.leave();
  }
}

function figuresOf(subject: string, climbs: readonly Climbed[], listeners: number): Figure[] {
  const rates = ALWAYS.filter((rate) =>
    climbs.every(({ rungs }) => rungs.some(({ perSecond }) => perSecond === rate)),
  );
  const of = (rate: number, value: (rung: Rung) => number) =>
    climbs.map(({ rungs }) => value(at(rungs, rate)));
  const top = (value: (rung: Rung) => number) => climbs.map(({ highest }) => (highest ? value(highest) : 0));
  return [
    ...rates.map((rate) => ({
      ...{ subject, measure: `CPU us a delivery, ${rate} messages/s` },
      values: of(rate, ({ cpuUsPerDelivery }) => cpuUsPerDelivery),
    })),
    {
      ...{ subject, measure: `deliveries/s, p99 ${LIMIT_P99_MS} ms` },
      values: top(({ perSecond }) => perSecond * listeners),
    },
    { subject, measure: 'CPU us a delivery there', values: top(({ cpuUsPerDelivery }) => cpuUsPerDelivery) },
    {
      subject,
      measure: 'CPU of its process there, cores',
      values: top(({ receiverShare }) => receiverShare),
    },
    {
      subject,
      measure: 'CPU of the clients there, cores',
      values: top(({ listenersShare }) => listenersShare),
    },
    {
      subject,
      measure: 'the bench itself late there, ms',
      values: top(({ ownLatenessMs }) => ownLatenessMs),
    },
  ];
}

/** Where the bench was late itself, or went no further, the limit may be its own. */
function limitsOfTheBench(name: string, climbs: readonly Climbed[]): string[] {
  const rounds = (is: (highest: Rung) => boolean) =>
    climbs.filter(({ highest }) => highest && is(highest)).length;
  const late = rounds(({ ownLatenessMs }) => ownLatenessMs > OWN_LATENESS_MS);
  const most = rounds(({ perSecond }) => perSecond === MOST);
  return [
    ...(late === 0
      ? []
      : [
          `${name}: in ${late} of ${climbs.length} rounds the bench itself was late at the highest rate, by more than ${OWN_LATENESS_MS} ms: the limit may be its own, not the room's.`,
        ]),
    ...(most === 0
      ? []
      : [
          `${name}: ${most} of ${climbs.length} rounds held ${MOST}/s, the most that is tried: the limit is higher.`,
        ]),
  ];
}

/** Of a rate that was held twice, the better one: the other was the hiccup. */
function at(rungs: readonly Rung[], rate: number): Rung {
  const held = rungs.filter(({ perSecond }) => perSecond === rate);
  return held.reduce((best, each) =>
    (each.ended - best.ended || each.p99Ms - best.p99Ms) < 0 ? each : best,
  );
}

/** Rates that at least half of the rounds have held: single rounds come to others while they narrow the limit down. */
function byRate(climbs: readonly Climbed[]): string {
  const rungsAt = (rate: number): Rung[] =>
    climbs
      .filter(({ rungs }) => rungs.some(({ perSecond }) => perSecond === rate))
      .map(({ rungs }) => at(rungs, rate));
  const rates = new Set(climbs.flatMap(({ rungs }) => rungs.map(({ perSecond }) => perSecond)));
  return [...rates]
    .sort((a, b) => a - b)
    .map((rate) => ({ rate, rungs: rungsAt(rate) }))
    .filter(({ rungs }) => rungs.length * 2 >= climbs.length)
    .map(({ rate, rungs }) => {
      const middle = (of: (rung: Rung) => number) => median(rungs.map(of)).toFixed(1);
      const [p50, p99] = [middle(({ p50Ms }) => p50Ms), middle(({ p99Ms }) => p99Ms)];
      return `${rate}: ${p50} / ${p99}, ${middle(({ cpuUsPerDelivery }) => cpuUsPerDelivery)}`;
    })
    .join(' · ');
}
