import { inParallel } from '../../target/bounded.js';
import type { Person } from '../../target/target.js';
import type { ListenerSpec } from '../listeners/commands.js';
import type { BaselineService } from '../subjects/baseline.js';
import type { RunningStack } from '../subjects/stack.js';
import { BASELINE, CONVERGE, makeChat } from '../subjects/writers.js';
import { senderUrl } from './converge-room.js';
import { MESSAGE_ADDED } from './listeners-in-room.js';

/** Of what the web client asks for, what a new message takes: everything in every chat of the viewer. */
const VIEWER_EVENTS = `subscription { viewerEvents { __typename
  ... on MessageAdded { chatId position { epoch revision } acceptedBy
    message { id seq revision senderId clientMessageId content createdAt editedAt isDeleted } }
  ... on Persisted { chatId messageIds }
  ... on Ready { instance } } }`;
const CHATS_AT_ONCE = 16;

/** Two people and their chat. */
export interface Pair {
  people: readonly [Person, Person];
  chatId: string;
}

/** Everybody in one direct chat, two and two. */
export const convergePairs = (stack: RunningStack, people: readonly Person[]): Promise<Pair[]> =>
  pairsOf(people, (pair) => makeChat(senderUrl(stack), CONVERGE, pair));

export const baselinePairs = (baseline: BaselineService, people: readonly Person[]): Promise<Pair[]> =>
  pairsOf(people, (pair) => makeChat(baseline.url, BASELINE, pair));

async function pairsOf(
  people: readonly Person[],
  create: (pair: readonly [Person, Person]) => Promise<string>,
): Promise<Pair[]> {
  const pairs = Array.from({ length: Math.floor(people.length / 2) }, (_, index): Pair => {
    return { people: [people[2 * index]!, people[2 * index + 1]!], chatId: '' };
  });
  await inParallel(pairs, CHATS_AT_ONCE, async (pair) => {
    pair.chatId = await create(pair.people);
  });
  return pairs;
}

/** Each of them with a socket of their own and `viewerEvents`, at the receiver of this URL. */
export const viewersOf = (wsUrl: string, pairs: readonly Pair[]): Promise<ListenerSpec[]> =>
  listenersOf(pairs, wsUrl, () => ({ query: VIEWER_EVENTS, variables: {}, saysReady: true }));

/** Each of them with a socket of their own and `messageAdded` of their one chat: the baseline has nothing for all chats. */
export const baselineViewersOf = (
  baseline: BaselineService,
  pairs: readonly Pair[],
): Promise<ListenerSpec[]> =>
  listenersOf(pairs, baseline.wsUrl, ({ chatId }) => ({
    ...{ query: MESSAGE_ADDED, variables: { chatId }, saysReady: false },
  }));

function listenersOf(
  pairs: readonly Pair[],
  url: string,
  what: (pair: Pair) => { query: string; variables: Record<string, unknown>; saysReady: boolean },
): Promise<ListenerSpec[]> {
  const all = pairs.flatMap((pair) => pair.people.map((person) => ({ pair, person })));
  return Promise.all(
    all.map(async ({ pair, person }) => ({
      url,
      subscription: { token: await person.token(), ...what(pair) },
    })),
  );
}
