import { inParallel } from '../target/bounded.js';
import { call, RefusedError } from '../target/graphql-call.js';
import { TargetUnreachableError, type Progress, type Target } from '../target/target.js';
import type { Place } from './check/chat-view.js';
import { checkDeliveries, checkPlaces } from './check/deliveries.js';
import type { FaultLog } from './check/fault-log.js';
import { checkHistory, type StoredMessage } from './check/history.js';
import { checkRows } from './check/rows.js';
import { checkTexts } from './check/texts.js';
import { checkUnread, type UnreadAnswer } from './check/unread.js';
import { groupBy } from './group-by.js';
import type { MessageKeys } from './plan/message-key.js';
import { operationAt } from './plan/operations.js';
import type { Prepared } from './prepare.js';
import type { Offender } from './run-result.js';
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
  /** Nothing waits to be stored: what is not in Postgres by now will never be. */
  areLanesEmpty: boolean;
  /** Where each chat stood once nothing was sent any more. */
  places: readonly (Place | null)[];
}

/** What could not be looked at: so many things, and in words. */
interface Verified {
  unverified: number;
  unchecked: string[];
}

/**
 * Holds what the threads have seen against the record, as the target's users can read it. What they are refused is
 * wrong; where nobody answers, that is said: either way all else is still checked.
 */
export async function verify(options: VerifyOptions): Promise<Verified> {
  const { target, ledgers, seed, keys, faults, progress, people, chats } = options;
  const url = target.endpoint('receiver');
  const accepted = ledgers.flatMap((ledger) => ledger.accepted);
  const followed = ledgers.flatMap((ledger) => ledger.followed);
  const suspects = ledgers.flatMap((ledger) => ledger.suspects);
  const uncertain = new Set(ledgers.flatMap((ledger) => ledger.uncertain));
  // Whether somebody would rather edit does not change who they are, and where they write.
  const plan = { seed, chats: chats.map(({ members }) => members), editRatio: 0 };
  const raised = new Set(
    [...uncertain].map((operation) => {
      const { author, chat } = operationAt(plan, operation);
      return `${author} ${chat}`;
    }),
  );
  for (const ledger of ledgers) faults.merge(ledger.faults.counts, ledger.faults.offenders);
  checkDeliveries(accepted, followed, { chats, people }, faults);
  checkPlaces(followed, options.places, { chats, people }, faults);
  const texts = ledgers.flatMap((ledger) => ledger.texts);
  checkTexts(texts, accepted, { chats, people }, seed, faults);

  const readers = [...groupBy(followed, ({ person }) => person)];
  const steps = chats.length + readers.length + suspects.length + 1;
  let done = 0;
  const unanswered = new Set<string>();
  let unverified = 0;
  const ask = async (work: () => Promise<void>, onRefused: (error: RefusedError) => void) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof TargetUnreachableError)) throw error;
      // Who has no token was not refused what they asked for.
      if (error instanceof RefusedError && error.code !== 'UNAUTHENTICATED') onRefused(error);
      else {
        unverified++;
        unanswered.add(error.message);
      }
    }
    progress(++done, steps);
  };

  const byChat = groupBy(accepted, ({ chat }) => chat);
  const histories = new Map<number, StoredMessage[]>();
  const lastSeqOf = (chat: number) => histories.get(chat)!.at(-1)?.seq ?? chats[chat]!.lastSeq;
  await inParallel(chats, AT_ONCE, async (chat, index) => {
    const reader = people[chat.members[0]!]!;
    await ask(
      async () => {
        const history = await wholeHistory(url, () => reader.token(), chat.id, chat.lastSeq);
        histories.set(index, history);
        const shown = ledgers.map((ledger) => ledger.shown[index]!);
        const question = { chat, people, seed, keys, accepted: byChat.get(index) ?? [], uncertain, shown };
        checkHistory(history, question, faults);
      },
      ({ code }) =>
        faults.add({
          ...{ fault: 'historyWrong', chatId: chat.id, userId: reader.id },
          detail: `the history cannot be read by somebody in the chat: ${code}`,
        }),
    );
  });

  await inParallel(readers, AT_ONCE, async ([index, memberships]) => {
    const person = people[index]!;
    await ask(
      async () => {
        const answers = await call<UnreadAnswer[]>(url, await person.token(), UNREAD, { userId: person.id });
        const byId = new Map(answers.map((answer) => [answer.chatId, answer]));
        for (const membership of memberships) {
          const chat = chats[membership.chat]!;
          // That its history could not be read is told already.
          if (!histories.has(membership.chat)) continue;
          const lastSeq = lastSeqOf(membership.chat);
          // One's own message raises the watermark: one that may have been accepted may have raised it.
          const most = raised.has(`${index} ${membership.chat}`) ? lastSeq : membership.read.most;
          const read = { least: membership.read.least, most };
          checkUnread({ person: index, read }, chat, lastSeq, byId.get(chat.id), people, faults);
        }
      },
      ({ code }) =>
        faults.add({
          ...{ fault: 'unreadWrong', chatId: '', userId: person.id },
          detail: `the unread counts cannot be read: ${code}`,
        }),
    );
  });

  await inParallel(suspects, AT_ONCE, async (suspect) => {
    await ask(
      () => judge(url, suspect, options),
      ({ code }) => faults.add(wrongRecipient(suspect, options, `which cannot be asked for: ${code}`)),
    );
  });
  let unread: string[] = [];
  await ask(
    async () => void (unread = await verifyRows(histories, options)),
    () => undefined,
  );
  const why = [...unanswered].join(', ');
  const missed = unverified ? [`${unverified} chats, people or databases at the end: ${why}`] : [];
  return { unverified, unchecked: [...missed, ...unread] };
}

/** A hot chat is read from Redis: whether Postgres has it too, only its rows tell. Returns what was not looked at. */
async function verifyRows(
  histories: ReadonlyMap<number, StoredMessage[]>,
  { target, chats, faults, areLanesEmpty }: VerifyOptions,
): Promise<string[]> {
  if (!target.storedRows) return ['the rows in Postgres: this target does not show its database'];
  if (!areLanesEmpty) return ['the rows in Postgres: something still waited to be stored'];
  const readable = [...histories];
  const rows = await target.storedRows(
    readable.map(([chat]) => ({ chatId: chats[chat]!.id, seq: chats[chat]!.lastSeq })),
  );
  readable.forEach(([chat, history], index) => checkRows(rows[index]!, history, chats[chat]!.id, faults));
  return [];
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
async function judge(url: string, suspect: Suspect, options: VerifyOptions): Promise<void> {
  const person = options.people[suspect.person]!;
  const { chatId, events } = suspect;
  const chat = await call<object | null>(url, await person.token(), CHAT, { chatId }).catch(
    (error: unknown) => {
      if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
      throw error;
    },
  );
  if (!chat) options.faults.add(wrongRecipient(suspect, options, 'that this person is not in'), events);
}

function wrongRecipient(suspect: Suspect, { people }: VerifyOptions, which: string): Offender {
  const { chatId, messageId, receiver, events } = suspect;
  return {
    ...{ fault: 'wrongRecipient', chatId, userId: people[suspect.person]!.id },
    detail: `told of a chat ${which}, ${events} times`,
    ...(messageId && { messageId }),
    ...(receiver && { receiver }),
  };
}
