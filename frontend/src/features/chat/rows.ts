import type { ChatState } from '../../sync/chat-state';
import type { Message } from '../../sync/model';
import type { OutboxItem } from '../../sync/outbox-item';
import { readReachOf, tickOf, type ReadReach, type Tick } from '../../sync/ticks';
import { dayOf } from '../../ui/time';

/** One line of the chat: a message of the server, or one still on its way there. */
export interface Row {
  /** Never changes while the message is there: the client's own id for own messages, the server's for others'. */
  readonly key: string;
  readonly senderId: string;
  readonly content: string | null;
  readonly createdAt: string;
  readonly message: Message | null;
  readonly item: OutboxItem | null;
  /** Of own messages. */
  readonly tick: Tick | null;
  readonly startsDay: boolean;
  /** The first of several in a row by the same person. */
  readonly startsGroup: boolean;
  /** About how many lines its text takes: to guess the height of a row that has not been drawn. */
  readonly lines: number;
}

/** Messages of one person within this time stand together. */
const GROUP_MS = 5 * 60_000;

/**
 * The server's messages, then the outbox in the order of sending. A message that is in both is shown once, and its key
 * is the client's id in both places, so its line does not jump when it is accepted.
 *
 * `before` is the last answer for this chat: rows that show the same are the same objects again, and if all are, so is
 * the array. With ten thousand messages an event costs a comparison each, no dates and no new objects.
 */
export function rowsOf(
  state: ChatState,
  outbox: readonly OutboxItem[],
  before: readonly Row[] = [],
): readonly Row[] {
  const { messages } = state;
  const reach = readReachOf(state);
  const waiting = new Map(outbox.map((item) => [item.id, item]));
  const known = new Set<string>();
  // Seqs are dense but for discarded messages, so a message's former place is found by subtraction. One that is missed
  // is but made anew.
  const shift = (messages[0]?.seq ?? 0) - (before[0]?.message?.seq ?? 0);

  const rows = messages.map((message, index): Row => {
    const clientId = message.senderId === state.viewerId ? message.clientMessageId : null;
    if (clientId && waiting.has(clientId)) known.add(clientId);
    const tick = ownTickOf(message, state, reach, waiting);
    const previous = messages[index - 1];
    const former = before[index + shift];
    const hasSameLine = former?.message === message;
    const hasSamePlace = hasSameLine && before[index + shift - 1]?.message === previous;
    const place = hasSamePlace ? former : placeAfter(message, previous);
    if (hasSameLine && former.tick === tick && isSamePlace(former, place)) return former;
    return {
      key: clientId ?? message.id,
      senderId: message.senderId,
      content: message.content ?? null,
      createdAt: message.createdAt,
      message,
      item: null,
      tick,
      startsDay: place.startsDay,
      startsGroup: place.startsGroup,
      lines: hasSameLine ? former.lines : linesOf(message.content),
    };
  });

  const formerItems = new Map(before.filter((row) => row.item).map((row) => [row.key, row]));
  for (const item of outbox) {
    if (known.has(item.id)) continue;
    const row = rowOfItem(item, rows.at(-1));
    const former = formerItems.get(item.id);
    rows.push(former?.item === item && isSamePlace(former, row) ? former : row);
  }
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows;
}

const ownTickOf = (
  message: Message,
  state: ChatState,
  reach: ReadReach,
  waiting: ReadonlyMap<string, OutboxItem>,
): Tick | null =>
  message.senderId === state.viewerId
    ? tickOf(message, state, reach, !!message.clientMessageId && waiting.has(message.clientMessageId))
    : null;

const rowOfItem = (item: OutboxItem, previous: Row | undefined): Row => ({
  key: item.id,
  senderId: item.userId,
  content: item.content,
  createdAt: item.createdAt,
  message: null,
  item,
  tick: item.state === 'failed' ? null : item.messageId ? 'accepted' : 'clock',
  lines: linesOf(item.content),
  ...placeAfter({ senderId: item.userId, createdAt: item.createdAt }, previous),
});

type Place = Pick<Row, 'startsDay' | 'startsGroup'>;

const isSamePlace = (a: Place, b: Place): boolean =>
  a.startsDay === b.startsDay && a.startsGroup === b.startsGroup;

type Line = Pick<Row, 'senderId' | 'createdAt'>;

function placeAfter(line: Line, previous: Line | undefined): Place {
  const startsDay = !previous || dayOf(line.createdAt) !== dayOf(previous.createdAt);
  const isNear = !!previous && Date.parse(line.createdAt) - Date.parse(previous.createdAt) < GROUP_MS;
  return { startsDay, startsGroup: startsDay || !isNear || previous.senderId !== line.senderId };
}

/** Characters in a line of a wide window. */
const LINE_CHARACTERS = 64;

function linesOf(content: string | null | undefined): number {
  if (!content) return 1;
  let lines = Math.ceil(content.length / LINE_CHARACTERS);
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) lines++;
  return lines;
}
