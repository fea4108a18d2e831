import type { Message } from '../../generated/graphql';
import type { ChatState } from '../../sync/chat-state';
import type { OutboxItem } from '../../sync/outbox-item';
import { readReachOf, tickOf, type Tick } from '../../sync/ticks';
import { dayOf } from '../../ui/time';

/** One line of the chat: a message of the server, or one still on its way there. */
export interface Row {
  key: string;
  senderId: string;
  content: string | null;
  createdAt: string;
  message: Message | null;
  item: OutboxItem | null;
  /** Of own messages. */
  tick: Tick | null;
  startsDay: boolean;
  /** The first of several in a row by the same person. */
  startsGroup: boolean;
}

/** Messages of one person within this time stand together. */
const GROUP_MS = 5 * 60_000;

/**
 * The server's messages, then the outbox in the order of sending. A message that is in both is shown once, and its key
 * is the client's id in both places, so its line does not jump when it is accepted.
 */
export function rowsOf(state: ChatState, outbox: readonly OutboxItem[]): readonly Row[] {
  const reach = readReachOf(state);
  const waiting = new Map(outbox.map((item) => [item.id, item]));
  const known = new Set<string>();

  const rows: Row[] = state.messages.map((message) => {
    const isOwn = message.senderId === state.viewerId;
    const clientId = isOwn ? message.clientMessageId : null;
    if (clientId) known.add(clientId);
    return {
      key: clientId ?? message.id,
      senderId: message.senderId,
      content: message.content,
      createdAt: message.createdAt,
      message,
      item: null,
      tick: isOwn ? tickOf(message, state, reach, !!clientId && waiting.has(clientId)) : null,
      startsDay: false,
      startsGroup: false,
    };
  });
  for (const item of outbox) if (!known.has(item.id)) rows.push(rowOfItem(item));
  return rows.map((row, index) => ({ ...row, ...placeOf(row, rows[index - 1]) }));
}

const rowOfItem = (item: OutboxItem): Row => ({
  key: item.id,
  senderId: item.userId,
  content: item.content,
  createdAt: item.createdAt,
  message: null,
  item,
  tick: item.state === 'failed' ? null : item.messageId ? 'accepted' : 'clock',
  startsDay: false,
  startsGroup: false,
});

function placeOf(row: Row, previous: Row | undefined): Pick<Row, 'startsDay' | 'startsGroup'> {
  const startsDay = !previous || dayOf(row.createdAt) !== dayOf(previous.createdAt);
  const isNear = !!previous && Date.parse(row.createdAt) - Date.parse(previous.createdAt) < GROUP_MS;
  return { startsDay, startsGroup: startsDay || !isNear || previous.senderId !== row.senderId };
}
