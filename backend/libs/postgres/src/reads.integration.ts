import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type ChatEvent } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { createReads, type Reads } from './reads.js';
import { ChatHistory, createTestDatabase, type TestDatabase } from './testing.js';
import { storeEvents } from './writes.js';

const [ada, ben, cleo, dan, eve] = Array.from({ length: 5 }, newId) as [
  string,
  string,
  string,
  string,
  string,
];

let database: TestDatabase;
let dataSource: DataSource;
let reads: Reads;
/** ada wrote 1..3, ben read up to 2 and wrote 4, cleo joined after 4, dan left. */
let group: ChatHistory;

const byRevision = (history: ChatHistory, revision: number) =>
  history.events.find((event) => event.revision === revision) as ChatEvent;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.url, poolSize: 2 });
  reads = createReads(dataSource);

  group = new ChatHistory('group', [ada, ben, dan, eve, cleo]);
  for (const what of [2, 3, 4]) group.send(ada, what);
  group.read(ben, 2);
  group.send(ben, 5);
  group.take({ does: 'join', who: 0, what: 4 });
  group.take({ does: 'leave', who: 2, what: 0 });
  group.take({ does: 'edit', who: 0, what: 0 });
  group.take({ does: 'delete', who: 0, what: 1 });
  await storeEvents(dataSource, group.events);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('reads', () => {
  test('what hydrates a chat is what the hot store knew: chat, everybody ever in it, watermarks, keys', async () => {
    const hydration = await reads.chatForHydration(group.chat.id, '2020-01-01T00:00:00.000Z');
    expect(hydration?.chat).toEqual(group.chat);
    expect(hydration?.participants.filter((p) => p.leftAt === null).sort(byUser)).toEqual(
      [...group.members.values()].sort(byUser),
    );
    expect(hydration?.participants.filter((p) => p.leftAt !== null).map((p) => p.userId)).toEqual([dan]);
    for (const { userId, chatId, ...watermark } of hydration?.cursors ?? []) {
      expect(chatId).toBe(group.chat.id);
      expect(watermark).toEqual(group.cursors.get(userId));
    }
    const [edited, , third] = group.messages;
    expect(hydration?.idempotencyKeys).toEqual([
      {
        userId: ada,
        clientMessageId: third?.clientMessageId,
        messageId: third?.id,
        seq: 3,
        content: third?.content,
      },
      { userId: ada, clientMessageId: edited?.clientMessageId, messageId: edited?.id, seq: 1, content: null },
    ]);
    expect(
      (await reads.chatForHydration(group.chat.id, '2030-01-01T00:00:00.000Z'))?.idempotencyKeys,
    ).toEqual([]);
    expect(await reads.chatForHydration(newId(), '2020-01-01T00:00:00.000Z')).toBeNull();
  });

  test('a page is the range of seq that was asked for, both ends included, ascending', async () => {
    expect(await reads.messagesBySeq(group.chat.id, 2, 3)).toEqual(group.messages.slice(1, 3));
    expect(await reads.messageById(group.messages[3]?.id as string)).toEqual(group.messages[3]);
    const first = group.messages[0]!;
    expect(await reads.messageByClientId(group.chat.id, ada, first.clientMessageId as string)).toEqual(first);
    expect(await reads.messageByClientId(group.chat.id, ben, first.clientMessageId as string)).toBeNull();
  });

  test('a chat is seen by those who are in it now, and a stub by nobody', async () => {
    expect((await reads.chatsOf([cleo])).map(({ chat }) => chat)).toEqual([group.chat]);
    expect(await reads.chatsOf([dan])).toEqual([]);
    expect(await reads.chatsOf([cleo, dan, ada])).toHaveLength(2);
    const [place] = await reads.chatsOf([ada]);
    expect(place!.cursor).toEqual((await reads.cursorsOf(group.chat.id)).find((c) => c.userId === ada));
    expect(await reads.commonChats(ada, cleo)).toEqual([group.chat]);
    expect(await reads.commonChats(ada, dan)).toEqual([]);
    expect(await reads.isParticipant(group.chat.id, ben)).toBe(true);
    expect(await reads.isParticipant(group.chat.id, dan)).toBe(false);

    const unborn = new ChatHistory('group', [ada, ben, cleo]);
    unborn.send(ada, 1);
    await storeEvents(dataSource, [byRevision(unborn, 2)]);
    expect(await reads.chat(unborn.chat.id)).toBeNull();
    expect(await reads.participants(unborn.chat.id)).toEqual([]);
    expect((await reads.allChats()).map((chat) => chat.id)).not.toContain(unborn.chat.id);
    await storeEvents(dataSource, [byRevision(unborn, 1)]);
    expect(await reads.chat(unborn.chat.id)).toEqual(unborn.chat);
  });

  test('the counters of a stub are known, so that a chat made under its id counts on', async () => {
    const unborn = new ChatHistory('direct', [ada, ben]);
    for (const what of [1, 2, 3]) unborn.send(ada, what);
    expect(await reads.stubCounters(unborn.chat.id)).toBeNull();
    await storeEvents(dataSource, [byRevision(unborn, 2), byRevision(unborn, 3)]);
    expect(await reads.chatForHydration(unborn.chat.id, '2020-01-01T00:00:00.000Z')).toBeNull();
    expect(await reads.stubCounters(unborn.chat.id)).toEqual({ revision: 3, lastSeq: 2 });
    await storeEvents(dataSource, unborn.events);
    expect(await reads.stubCounters(unborn.chat.id)).toEqual({ revision: 4, lastSeq: 3 });
  });

  test('who read a message when: the first advance that passed it, by reading, writing or joining', async () => {
    const readAt = new Map((await reads.readAtOf(group.chat.id, 2)).map((row) => [row.userId, row.readAt]));
    const read = group.events.find((event) => event.type === 'MessagesRead');
    expect(readAt.get(ben)).toBe(read?.type === 'MessagesRead' && read.cursor.readAt);
    expect(readAt.get(ada)).toBe(group.messages[1]?.createdAt);
    expect(readAt.get(cleo)).toBe(group.members.get(cleo)?.joinedAt);
    expect(readAt.has(eve)).toBe(false);
    expect(readAt.has(dan)).toBe(false);
    const ofFourth = new Map((await reads.readAtOf(group.chat.id, 4)).map((row) => [row.userId, row.readAt]));
    expect(ofFourth.get(ben)).toBe(group.messages[3]?.createdAt);
    expect(ofFourth.has(ada)).toBe(false);
  });

  test('what changed after a revision comes in its latest state, bounded by the limit', async () => {
    const since = group.messages[3]!.revision;
    const changes = await reads.changesSince(group.chat.id, since, 10);
    const [edited, deleted] = [group.messages[0]!, group.messages[1]!];
    expect(changes?.messages).toEqual([edited, deleted]);
    expect(changes?.participants.map((p) => p.userId)).toEqual([cleo, dan]);
    expect(changes?.cursors.map((cursor) => cursor.userId)).toEqual([cleo]);
    expect(changes?.chat).toEqual(group.chat);
    expect((await reads.changesSince(group.chat.id, since, 1))?.messages).toEqual([edited]);
  });

  test('only active accounts count as existing', async () => {
    const [active, inactive] = [newId(), newId()];
    for (const [id, isActive] of [
      [active, true],
      [inactive, false],
    ] as const) {
      await dataSource.query(
        `INSERT INTO users (id, username, email, display_name, password_hash, is_active) VALUES ($1, $2, $2, $2, '', $3)`,
        [id, id, isActive],
      );
    }
    expect(await reads.existingUserIds([active, inactive, newId()])).toEqual([active]);
  });
});

describe('plans', () => {
  beforeAll(async () => {
    // Enough that a scan would be the dearer way.
    await dataSource.query(`
      INSERT INTO messages (id, chat_id, seq, revision, sender_id, content, created_at)
      SELECT gen_random_uuid(), ('00000000-0000-4000-8000-' || lpad((n % 20)::text, 12, '0'))::uuid, n / 20 + 1, n + 1,
             ('00000000-0000-4000-9000-' || lpad((n % 7)::text, 12, '0'))::uuid, 'x', now()
        FROM generate_series(0, 39999) n`);
    await dataSource.query(`
      INSERT INTO chat_participants SELECT
             ('00000000-0000-4000-8000-' || lpad((n % 200)::text, 12, '0'))::uuid, gen_random_uuid(), 'member', now(), 0,
             NULL, 1, 5, now(), 1 FROM generate_series(0, 3999) n`);
    await dataSource.query(`
      INSERT INTO chats SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'x', null, 'group', true,
             gen_random_uuid(), now(), now(), 0, 1, 1 FROM generate_series(0, 1999) n`);
    await dataSource.query(`
      INSERT INTO message_reads SELECT ('00000000-0000-4000-8000-' || lpad((n % 200)::text, 12, '0'))::uuid,
             gen_random_uuid(), n, now() FROM generate_series(0, 3999) n`);
    await dataSource.query('ANALYZE');
  });

  /** Runs a read with its SQL caught and explained instead. */
  async function plansOf(run: (caught: Reads) => Promise<unknown>): Promise<string> {
    const plans: string[] = [];
    const spying = createDataSource({ url: database.url, poolSize: 1 });
    await spying.initialize();
    const create = spying.createQueryRunner.bind(spying);
    spying.createQueryRunner = (mode) => {
      const runner = create(mode);
      const query = runner.query.bind(runner) as (sql: string, parameters?: unknown[]) => Promise<unknown>;
      runner.query = (async (sql: string, parameters?: unknown[]) => {
        if (/^\s*SELECT/.test(sql)) plans.push(JSON.stringify(await query(`EXPLAIN ${sql}`, parameters)));
        return query(sql, parameters);
      }) as typeof runner.query;
      return runner;
    };
    await run(createReads(spying)).finally(() => spying.destroy());
    return plans.join('\n');
  }

  const chatId = '00000000-0000-4000-8000-000000000003';
  const cases: [string, (reads: Reads) => Promise<unknown>][] = [
    ['a page of messages', (of) => of.messagesBySeq(chatId, 100, 150)],
    ['hydration', (of) => of.chatForHydration(chatId, '2020-01-01T00:00:00.000Z')],
    ['the counters of a stub', (of) => of.stubCounters(chatId)],
    ['changes', (of) => of.changesSince(chatId, 39_000, 500)],
    ['the chats of a user', (of) => of.chatsOf([newId()])],
    ['common chats', (of) => of.commonChats(newId(), newId())],
    ['receipts of a message', (of) => of.readAtOf(chatId, 100)],
    ['a message by id', (of) => of.messageById(newId())],
    ['a message by key', (of) => of.messageByClientId(chatId, newId(), newId())],
    ['the participants of a chat', (of) => of.participants(chatId)],
    ['the watermarks of a user', (of) => of.cursorsOfUser(newId())],
  ];

  test.each(cases)('%s is answered from indexes, without a scan of a table', async (_name, run) => {
    const plan = await plansOf(run);
    expect(plan).toMatch(/Index/);
    expect(plan).not.toMatch(/Seq Scan/);
  });
});

const byUser = (a: { userId: string }, b: { userId: string }) => (a.userId < b.userId ? -1 : 1);
