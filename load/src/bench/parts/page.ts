import type { Figure, Part, PartResult } from '../part.js';
import { Times } from '../generator/quantiles.js';
import type { Quantiles } from '../generator/load.js';
import { sendingTo } from '../rooms/converge-room.js';
import { readerAt, type Reader } from '../reading/reader.js';
import { whileWriting } from '../reading/while-writing.js';
import { ratios } from '../statistics.js';
import { archiveChats, type Archived } from '../reading/archive.js';

const PAGE = 50;
/** Seqs of the hot window and of a page below it. */
const HOT = 60;
const WRITES_PER_SECOND = 50;
const MESSAGES = `query ($chatId: ID!, $beforeSeq: Int) {
  messages(chatId: $chatId, beforeSeq: $beforeSeq, limit: ${PAGE}) {
    id seq revision senderId clientMessageId content createdAt editedAt isDeleted } }`;
const CHATS = `query ($userId: ID!) { chatsByParticipant(userId: $userId) {
  id name chatType createdBy createdAt updatedAt isActive lastSeq position { epoch revision } participantIds } }`;
const UNREAD = 'query ($userId: ID!) { unreadCounts(userId: $userId) { chatId unreadCount lastReadSeq } }';

type Question = (index: number) => Promise<number>;

export const page: Part = {
  name: 'page',
  title: 'Pages and lists',
  about:
    `A page of ${PAGE} messages of a chat with a million, the newest and one from the middle half, beside the same page of a chat with a thousand, ` +
    `while ${WRITES_PER_SECOND} messages/s are written to the two. Then the lists of a person with a thousand chats, of which every tenth is written to, beside those of one with ten. ` +
    'One question at a time, in turn.',
  async run(context) {
    const stack = await context.startStack();
    const [reader, author, busy, calm] = await stack.people(4, 1);
    const archive = async (chats: number, messages: number, person = reader!) => {
      context.say(`${chats} chats with ${messages} messages each`);
      return archiveChats(stack, [person, author!], { chats, messages });
    };
    const [large] = await archive(1, context.pick(1_000_000, 5000));
    const [small] = await archive(1, 1000);
    const many = await archive(context.pick(1000, 30), 20, busy);
    const few = await archive(10, 20, calm);

    const sending = sendingTo(stack);
    context.onEnd(() => sending.stop());
    const write = (chats: readonly Archived[]) => (index: number) =>
      sending.send(author!, chats[index % chats.length]!.chatId, `Message ${index} of those that go on.`);
    for (let index = 0; index < 2 * HOT; index++) await write([large!, small!])(index);

    const open = (person: typeof reader) => {
      const opened = readerAt(stack, person!);
      context.onEnd(() => opened.stop());
      return opened;
    };
    // Of somebody's chats most are quiet.
    const atWork = [...many, ...few].filter((_, index) => index % 10 === 0);
    for (let index = 0; index < atWork.length; index++) await write(atWork)(index);
    const pages = pageQuestions(open(reader), { large: large!, small: small! });
    const lists = {
      ...listQuestions(open(busy), busy!.id, many),
      ...listQuestions(open(calm), calm!.id, few),
    };
    const found = await context.interleave<'pages' | 'lists', Record<string, Quantiles>>({
      pages: () =>
        whileWriting(WRITES_PER_SECOND, write([large!, small!]), () =>
          askInTurn(pages, context.pick(400, 3)),
        ),
      lists: () =>
        whileWriting(WRITES_PER_SECOND, write(atWork), () => askInTurn(lists, context.pick(100, 3))),
    });
    return resultOf(found, { large: large!, small: small! });
  },
};

function pageQuestions(reader: Reader, chats: Record<'large' | 'small', Archived>): Record<string, Question> {
  const ask = async (chatId: string, beforeSeq: number | null) => {
    const { answer, ms } = await reader.ask<{ seq: number }[]>(MESSAGES, { chatId, beforeSeq });
    const first = answer[0]?.seq ?? 0;
    const isWhole = answer.length === PAGE && answer.every(({ seq }, index) => seq === first + index);
    if (!isWhole || (beforeSeq !== null && first !== beforeSeq - PAGE))
      throw new Error(`not the page before ${beforeSeq}: ${JSON.stringify(answer.map(({ seq }) => seq))}`);
    return ms;
  };
  return Object.fromEntries(
    Object.values(chats).flatMap(({ chatId, messages }): [string, Question][] => [
      [newest(messages), () => ask(chatId, null)],
      [middle(messages), () => ask(chatId, Math.floor(messages * (0.25 + Math.random() / 2)))],
    ]),
  );
}

function listQuestions(reader: Reader, userId: string, chats: readonly Archived[]): Record<string, Question> {
  const ask = (query: string) => async () => {
    const { answer, ms } = await reader.ask<unknown[]>(query, { userId });
    if (answer.length !== chats.length) throw new Error(`${answer.length} of ${chats.length} chats`);
    return ms;
  };
  return {
    [`chatsByParticipant, ${chats.length} chats`]: ask(CHATS),
    [`unreadCounts, ${chats.length} chats`]: ask(UNREAD),
  };
}

/** Each question so many times, in turn; the first of each does not count. */
async function askInTurn(
  questions: Record<string, Question>,
  times: number,
): Promise<Record<string, Quantiles>> {
  const seen = Object.entries(questions).map(([name, ask]) => ({ name, ask, times: new Times() }));
  for (let index = 0; index <= times; index++) {
    for (const each of seen) {
      const ms = await each.ask(index);
      if (index > 0) each.times.add(ms);
    }
  }
  return Object.fromEntries(seen.map(({ name, times: all }) => [name, all.quantiles()]));
}

const newest = (messages: number): string => `newest page, chat of ${messages}`;
const middle = (messages: number): string => `middle page, chat of ${messages}`;

function resultOf(
  found: Record<'pages' | 'lists', Record<string, Quantiles>[]>,
  { large, small }: Record<'large' | 'small', Archived>,
): PartResult {
  const figures = Object.values(found).flatMap((rounds) =>
    Object.keys(rounds[0]!).flatMap((subject): Figure[] => [
      { subject, measure: 'p50 ms', values: rounds.map((round) => round[subject]!.p50) },
      { subject, measure: 'p99 ms', values: rounds.map((round) => round[subject]!.p99) },
    ]),
  );
  const p99 = (subject: string) => found.pages.map((round) => round[subject]!.p99);
  const bar = (of: typeof newest) => ({
    label: `p99 of the ${of(large.messages)} against one of ${small.messages}`,
    values: ratios(p99(of(large.messages)), p99(of(small.messages))),
    ...{ unit: 'x', wanted: { atMost: 3 } },
  });
  return { figures, bars: [bar(newest), bar(middle)], notes: [] };
}
