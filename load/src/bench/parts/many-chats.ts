import type { Figure, Part, PartContext } from '../part.js';
import { sayInBaseline } from '../rooms/baseline-room.js';
import { liveUrl, sendingTo } from '../rooms/converge-room.js';
import { connectPublisher } from '../rooms/redis-publisher.js';
import { RoomAudience } from '../rooms/room-audience.js';
import type { Room } from '../rooms/room.js';
import type { Rung } from '../rooms/rung.js';
import { baselinePairs, baselineViewersOf, convergePairs, viewersOf } from '../rooms/viewers.js';

const MESSAGES_PER_SECOND = 200;
const CONVERGE = 'Converge, receiver';
const BASELINE = 'baseline, receiver';

export const manyChats: Part = {
  name: 'many-chats',
  title: 'Many chats',
  about:
    `Two thousand people, each connected and in one direct chat of a thousand, ${MESSAGES_PER_SECOND} messages/s over all chats. Converge’s people listen by \`viewerEvents\` ` +
    'and hear of each message that it is stored, too; the baseline’s by `messageAdded`, and what they hear is handed to its receiving side alone.',
  async run(context) {
    const rooms = await makeRooms(context, context.pick(2000, 20));
    const found = await context.interleave({
      [CONVERGE]: () => measure(context, rooms[CONVERGE]),
      [BASELINE]: () => measure(context, rooms[BASELINE]),
    });
    const frames = found[CONVERGE].map(({ framesPerDelivery }) => framesPerDelivery.toFixed(2));
    return {
      figures: Object.entries(found).flatMap(([subject, rungs]) => figuresOf(subject, rungs)),
      bars: [],
      notes: [`Frames that a viewer of Converge is sent for each message, by round: ${frames.join(', ')}.`],
    };
  },
};

async function makeRooms(
  context: PartContext,
  count: number,
): Promise<Record<typeof CONVERGE | typeof BASELINE, Room>> {
  const stack = await context.startStack();
  const people = await stack.people(count, 1);
  const baseline = await context.startBaseline(stack);
  context.say('making the chats');
  const pairs = await convergePairs(stack, people);
  const pairsOfBaseline = await baselinePairs(baseline, people);
  const sending = sendingTo(stack);
  context.onEnd(() => sending.stop());
  const publisher = await connectPublisher(stack.stack.redisUrl);
  context.onEnd(() => publisher.stop());
  const size = { chats: pairs.length, listenersOfChat: 2 };
  return {
    [CONVERGE]: {
      ...size,
      pid: stack.pidOf('receiver-1'),
      listeners: () => viewersOf(liveUrl(stack), pairs),
      say(text, chat) {
        const { people: pair, chatId } = pairs[chat]!;
        return sending.send(pair[0], chatId, text);
      },
    },
    [BASELINE]: {
      ...size,
      pid: baseline.pid,
      listeners: () => baselineViewersOf(baseline, pairsOfBaseline),
      say(text, chat) {
        const { people: pair, chatId } = pairsOfBaseline[chat]!;
        return sayInBaseline(publisher, pair[0], chatId, text);
      },
    },
  };
}

async function measure(context: PartContext, room: Room): Promise<Rung> {
  const audience = new RoomAudience(room);
  try {
    await audience.gather();
    await audience.hold(MESSAGES_PER_SECOND, context.pick(3, 0.2)); // everybody warms up
    const rung = await audience.hold(MESSAGES_PER_SECOND, context.pick(10, 0.2));
    context.say(`p99 ${rung.p99Ms.toFixed(0)} ms, ${rung.cpuUsPerDelivery.toFixed(0)} us a delivery`);
    return rung;
  } finally {
    await audience.leave();
  }
}

function figuresOf(subject: string, rungs: readonly Rung[]): Figure[] {
  const figure = (measure: string, of: (rung: Rung) => number) => ({
    ...{ subject, measure, values: rungs.map(of) },
  });
  return [
    figure('p50 ms', ({ p50Ms }) => p50Ms),
    figure('p99 ms', ({ p99Ms }) => p99Ms),
    figure('CPU us a delivery', ({ cpuUsPerDelivery }) => cpuUsPerDelivery),
    figure('CPU of its process, cores', ({ receiverShare }) => receiverShare),
  ];
}
