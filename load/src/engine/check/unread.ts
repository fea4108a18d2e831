import type { FaultLog } from './fault-log.js';
import type { ChatUnderTest, Followed } from './record.js';

/** What a receiver says of a person in a chat. */
export interface UnreadAnswer {
  chatId: string;
  unreadCount: number;
  lastReadSeq: number;
}

/** The unread count of a person in a chat is the number of messages after the last that they have read. */
export function checkUnread(
  { person, read }: Pick<Followed, 'person' | 'read'>,
  chat: ChatUnderTest,
  lastSeq: number,
  answer: UnreadAnswer | undefined,
  people: readonly { id: string }[],
  faults: FaultLog,
): void {
  const tell = (detail: string) =>
    faults.add({ fault: 'unreadWrong', chatId: chat.id, userId: people[person]!.id, detail });
  if (!answer) return tell('the chat is not among the unread counts');
  const least = Math.max(0, lastSeq - read.most);
  const most = Math.max(0, lastSeq - read.least);
  if (answer.unreadCount >= least && answer.unreadCount <= most) return;
  const expected = least === most ? String(most) : `${least} to ${most}`;
  tell(
    `${answer.unreadCount} unread, read up to ${answer.lastReadSeq} of ${lastSeq}; recounted: ${expected}`,
  );
}
