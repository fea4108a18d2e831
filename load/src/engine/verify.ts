import { inParallel } from '../target/bounded.js';
import { call, RefusedError } from '../target/graphql-call.js';
import type { Progress, Target } from '../target/target.js';
import { checkDeliveries } from './check/deliveries.js';
import type { FaultLog } from './check/fault-log.js';
import { checkHistory, type StoredMessage } from './check/history.js';
import { checkUnread, type UnreadAnswer } from './check/unread.js';
import { groupBy } from './group-by.js';
import type { MessageKeys } from './plan/message-key.js';
import type { Prepared } from './prepare.js';
import type { Ledger, Suspect } from './thread/protocol.js';

const AT_ONCE = 8;
const PAGE = 200;
const MESSAGES = `query ($chatId: ID!, $afterSeq: Int!) {
  messages(chatId: $chatId, limit: ${PAGE}, afterSeq: $afterSeq) { id seq senderId content clientMessageId }
}`;
const UNREAD = 'query ($userId: ID!) { unreadCounts(userId: $userId) { chatId unreadCount lastReadSeq } }';
const CHAT = 'query ($chatId: ID!) { chat(id: $chatId) { id } }';

export interface VerifyOptions extends Prepared {
  target: Target;
  ledgers: readonly Ledger[];
  seed: number;
  keys: MessageKeys;
  faults: FaultLog;
  progress: Progress;
}

/** Holds what the threads have seen against the record, as the target's users can read it. */
export async function verify(options: VerifyOptions): Promise<void> {
  const { target, ledgers, seed, keys, faults, progress, people, chats } = options;
  const url = target.endpoint('receiver');
  const accepted = ledgers.flatMap((ledger) => ledger.accepted);
  const followed = ledgers.flatMap((ledger) => ledger.followed);
  const suspects = ledgers.flatMap((ledger) => ledger.suspects);
  const uncertain = new Set(ledgers.flatMap((ledger) => ledger.uncertain));
  for (const ledger of ledgers) faults.merge(ledger.faults.counts, ledger.faults.offenders);
  checkDeliveries(accepted, followed, { chats, people }, faults);

  const readers = [...groupBy(followed, ({ person }) => person)];
  const steps = chats.length + readers.length + suspects.length;
  let done = 0;
  const step = () => progress(++done, steps);

  const byChat = groupBy(accepted, ({ chat }) => chat);
  const lastSeqs = new Map<number, number>();
  await inParallel(chats, AT_ONCE, async (chat, index) => {
    const reader = people[chat.members[0]!]!;
    const history = await wholeHistory(url, () => reader.token(), chat.id, chat.lastSeq);
    lastSeqs.set(index, history.at(-1)?.seq ?? chat.lastSeq);
    checkHistory(history, { chat, people, seed, keys, accepted: byChat.get(index) ?? [], uncertain }, faults);
    step();
  });

  await inParallel(readers, AT_ONCE, async ([index, memberships]) => {
    const person = people[index]!;
    const answers = await call<UnreadAnswer[]>(url, await person.token(), UNREAD, { userId: person.id });
    const byId = new Map(answers.map((answer) => [answer.chatId, answer]));
    for (const membership of memberships) {
      const chat = chats[membership.chat]!;
      const lastSeq = lastSeqs.get(membership.chat)!;
      // One's own message raises the watermark: one that may have been accepted may have raised it.
      const most = uncertain.size > 0 ? lastSeq : membership.read.most;
      const read = { least: membership.read.least, most };
      checkUnread({ person: index, read }, chat, lastSeq, byId.get(chat.id), people, faults);
    }
    step();
  });

  await inParallel(suspects, AT_ONCE, async (suspect) => {
    await judge(url, suspect, options);
    step();
  });
}

/** Page by page, ascending. */
async function wholeHistory(
  url: string,
  token: () => Promise<string>,
  chatId: string,
  afterSeq: number,
): Promise<StoredMessage[]> {
  const history: StoredMessage[] = [];
  for (;;) {
    const variables = { chatId, afterSeq: history.at(-1)?.seq ?? afterSeq };
    const page = await call<StoredMessage[]>(url, await token(), MESSAGES, variables);
    history.push(...page);
    if (page.length < PAGE) return history;
  }
}

/** Somebody was told of a chat that the run did not give them: that is fine if they are in it, from another run. */
async function judge(url: string, suspect: Suspect, { people, faults }: VerifyOptions): Promise<void> {
  const { chatId, messageId, receiver, events } = suspect;
  const person = people[suspect.person]!;
  const chat = await call<object | null>(url, await person.token(), CHAT, { chatId }).catch(
    (error: unknown) => {
      if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
      throw error;
    },
  );
  if (chat) return;
  const detail = `told of a chat that this person is not in, ${events} times`;
  faults.add(
    {
      ...{ fault: 'wrongRecipient', chatId, userId: person.id, detail },
      ...(messageId && { messageId }),
      ...(receiver && { receiver }),
    },
    events,
  );
}
