import { inParallel } from '../target/bounded.js';
import { call, RefusedError } from '../target/graphql-call.js';
import { makeChats } from '../target/make-chats.js';
import { TargetUnreachableError, type Person, type Progress, type Target } from '../target/target.js';
import type { ChatUnderTest } from './check/record.js';
import { planChats } from './plan/chats.js';
import { planPins } from './plan/pins.js';
import type { RunOptions } from './run-options.js';
import type { PersonSetup } from './thread/protocol.js';

const AT_ONCE = 16;
const UNREAD = 'query ($userId: ID!) { unreadCounts(userId: $userId) { chatId lastReadSeq } }';

export interface Prepared {
  people: readonly Person[];
  chats: readonly ChatUnderTest[];
  setups: readonly PersonSetup[];
}

/** Makes whoever and whatever the run needs. @throws TargetUnreachableError, RunOptionsError */
export async function prepare(target: Target, options: RunOptions, progress: Progress): Promise<Prepared> {
  try {
    return await make(target, options, progress);
  } catch (error) {
    // E.g. nobody may sign up there: then it cannot be tested.
    if (error instanceof RefusedError) throw new TargetUnreachableError(error.message, { cause: error });
    throw error;
  }
}

async function make(target: Target, options: RunOptions, progress: Progress): Promise<Prepared> {
  const plan = planChats(options, options.seed);
  const steps = 2 * options.users + options.chats;
  // An instance that does not live is a mistake: it is told before hundreds of accounts are made.
  const [first] = await target.people(1, options.seed);
  const pins = planPins(options, await target.instances(first!));
  const people = await target.people(options.users, options.seed, (done) => progress(done, steps));
  const made = await makeChats(target, people, plan, options.seed, (done) =>
    progress(options.users + done, steps),
  );
  const chats = made.map((chat, index) => ({ ...chat, members: plan[index]! }));
  const read = await watermarks(target, people, chats);
  const setups = new Array<PersonSetup>(people.length);
  await inParallel(people, AT_ONCE, async (person, index) => {
    const { sender, receiver } = pins[index]!;
    setups[index] = {
      ...{ index, id: person.id, token: await person.token(), read: read.get(index) ?? [] },
      feedUrl: target.endpoint('receiver', receiver),
      readUrl: target.endpoint('receiver', receiver),
      sendUrl: target.endpoint('sender', sender),
    };
  });
  return { people, chats, setups };
}

/** How far everybody has read the chats that an earlier run has left messages in. */
async function watermarks(
  target: Target,
  people: readonly Person[],
  chats: readonly ChatUnderTest[],
): Promise<Map<number, [number, number][]>> {
  const used = new Map(
    chats.flatMap(({ id, lastSeq }, index) => (lastSeq > 0 ? [[id, index] as const] : [])),
  );
  const readers = new Set([...used.values()].flatMap((index) => chats[index]!.members));
  const read = new Map<number, [number, number][]>();
  await inParallel([...readers], AT_ONCE, async (reader) => {
    const person = people[reader]!;
    const counts = await call<{ chatId: string; lastReadSeq: number }[]>(
      target.endpoint('receiver'),
      await person.token(),
      UNREAD,
      { userId: person.id },
    );
    const known = counts.filter(({ chatId }) => used.has(chatId));
    read.set(
      reader,
      known.map(({ chatId, lastReadSeq }) => [used.get(chatId)!, lastReadSeq]),
    );
  });
  return read;
}
