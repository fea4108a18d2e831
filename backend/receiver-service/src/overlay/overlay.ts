import {
  isAdmin,
  isUuid,
  notFound,
  type Chat,
  type Position,
  type ReadCursor,
  type Viewer,
} from '@converge/domain';
import type { Reads, StoredPlace } from '@converge/postgres/reads';
import type { Glance, HotReads } from '@converge/redis';
import { Batch } from './batch.js';
import { AWAY, hotStoreAway, type HotDoor } from './hot-door.js';
import { StaleChats } from './stale-chats.js';
import { hotStanding, positionOf, storedStanding, UNKNOWN_EPOCH, type Standing } from './standing.js';

/** Chats of a list looked at together. */
const CHUNK = 200;
/** Whoever can wait shares the question for their chats with all who come within this time, so many together. */
const LISTS_TOGETHER = { restMs: 20, size: 100 };

/**
 * Chats as they stand now, whatever Postgres has of them already. Hot: Redis alone tells. Stale (an older life of
 * the hot store): Postgres with the pending events folded in. Cold, or Redis away: Postgres, whose word that
 * somebody is in a chat is taken then, but not that they are not: UNAVAILABLE.
 * A removed chat is gone for everybody.
 */
export class Overlay {
  private readonly coldChats: Batch<Chat>;
  private readonly lists: Batch<StoredPlace[]>;
  readonly staleChats: StaleChats;

  constructor(
    readonly hot: HotReads,
    readonly stored: Reads,
    readonly door: HotDoor,
  ) {
    this.coldChats = new Batch(
      async (ids) => new Map((await stored.chatsByIds(ids)).map((chat) => [chat.id, chat])),
    );
    this.lists = new Batch((userIds) => this.loadLists(userIds), LISTS_TOGETHER);
    this.staleChats = new StaleChats(hot, stored, door);
  }

  /**
   * The chat and the user's place in it; null: there is no such chat. Throws UNAVAILABLE if only the store that is
   * away knows.
   */
  async standing(chatId: string, userId: string): Promise<Standing | null> {
    if (!isUuid(chatId)) return null;
    const glance = await this.door.ask(() => this.hot.glance(chatId, userId));
    const cold = (epoch: string) => this.fromPostgres(chatId, userId, epoch);
    const standing = active(await this.judge(chatId, userId, glance, cold));
    if (glance === AWAY && !standing?.isMember) throw hotStoreAway();
    return standing;
  }

  /**
   * The same where Postgres alone is not good enough: it may not know of a removal yet. Throws UNAVAILABLE while
   * Redis is away. `whenCold` is what a list has just told of the chat, whose change would have made it hot; 'primary':
   * of a cold chat nothing that a lagging replica says.
   */
  async currentStanding(
    chatId: string,
    userId: string,
    whenCold?: Standing | 'primary',
  ): Promise<Standing | null> {
    if (!isUuid(chatId)) return null;
    const glance = await this.door.insist(() => this.hot.glance(chatId, userId));
    const cold = async (epoch: string) => {
      if (whenCold === 'primary') return this.staleChats.stored(chatId, userId, epoch);
      return whenCold ? { ...whenCold, epoch } : this.fromPostgres(chatId, userId, epoch);
    };
    return active(await this.judge(chatId, userId, glance, cold));
  }

  /** Where a chat stands, a removed one too; null: there is none. Throws UNAVAILABLE while Redis is away. */
  async position(chatId: string): Promise<Position | null> {
    const glance = await this.hot.glance(chatId, '');
    const standing = await this.judge(chatId, '', glance, async (epoch) => {
      const chat = await this.coldChats.load(chatId);
      return chat ? storedStanding(chat, epoch, false, null) : null;
    });
    return standing && positionOf(standing);
  }

  /** The chat as one of its participants finds it; anybody else gets NOT_FOUND, or UNAVAILABLE while Redis is away. */
  async entitled(viewer: Viewer, chatId: string): Promise<Standing> {
    const standing = await this.standing(chatId, viewer.userId);
    if (!standing?.isMember) throw notFound('Chat');
    return standing;
  }

  /**
   * What Redis has beside a standing. Null: the standing is Postgres' alone, and so is the rest of the answer.
   * Throws UNAVAILABLE where Redis told the standing and is away now.
   */
  async beside<T>(standing: Standing, read: () => Promise<T>): Promise<T | null> {
    return standing.epoch === UNKNOWN_EPOCH ? null : this.door.insist(read);
  }

  /**
   * The chats a user is in, latest activity first. `isLive`: for a feed, which must not miss one, so that Redis being
   * away is UNAVAILABLE; and which can wait, so that a thousand who come back at once ask Postgres a few questions.
   */
  async standingsOf(userId: string, { isLive = false } = {}): Promise<Standing[]> {
    if (!isUuid(userId)) return [];
    const [hints, places] = await Promise.all([
      this.door.ask(() => this.hot.touched(userId)),
      isLive ? this.lists.load(userId) : this.stored.chatsOf([userId]),
    ]);
    if (isLive && hints === AWAY) throw hotStoreAway();
    const chats = (places ?? []).map(({ chat }) => chat);
    const cursors = (places ?? []).map(({ cursor }) => cursor);
    const standings = await this.standings(userId, chats, hints, cursors);
    return standings.filter((standing) => standing.isMember);
  }

  /** Every chat, latest activity first; with the admin's place in those they are in. */
  async allStandings(admin: Viewer): Promise<Standing[]> {
    if (!isAdmin(admin)) throw new Error('only an admin sees every chat');
    const [hints, chats, cursors] = await Promise.all([
      this.door.ask(() => this.hot.active()),
      this.stored.allChats(),
      this.stored.cursorsOfUser(admin.userId),
    ]);
    return this.standings(admin.userId, chats, hints, cursors);
  }

  /**
   * All of `chats` (read from Postgres with the user's cursors, which exist exactly where they are a member) and of
   * the hinted ones as they stand now. The glances of a chunk share round trips; between chunks others have a turn.
   */
  private async standings(
    userId: string,
    chats: Chat[],
    hints: string[] | typeof AWAY,
    cursors: ReadCursor[],
  ): Promise<Standing[]> {
    const known = new Map(chats.map((chat) => [chat.id, chat]));
    const cursorOf = new Map(cursors.map((cursor) => [cursor.chatId, cursor]));
    const ids = [...new Set([...known.keys(), ...(hints === AWAY ? [] : hints)])];
    const look = async (id: string, glance: Glance | typeof AWAY) =>
      this.judge(id, userId, glance, async (epoch) => {
        const chat = known.get(id);
        const cursor = cursorOf.get(id) ?? null;
        return chat ? storedStanding(chat, epoch, cursor !== null, cursor) : null;
      });
    const standings: Standing[] = [];
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      // Patience is for a chunk: that one list is long does not make Redis silent.
      const read = () => Promise.all(chunk.map((id) => this.hot.glance(id, userId)));
      const glances = hints === AWAY ? null : await this.door.insist(read);
      const found = await Promise.all(chunk.map((id, i) => look(id, glances ? glances[i]! : AWAY)));
      standings.push(...found.flatMap((standing) => active(standing) ?? []));
    }
    // Of an empty list nobody could see that Redis had no part in it.
    if (hints === AWAY && standings.length === 0) throw hotStoreAway();
    return standings.sort(byActivity);
  }

  private async loadLists(userIds: string[]): Promise<Map<string, StoredPlace[]>> {
    const lists = new Map<string, StoredPlace[]>(userIds.map((userId) => [userId, []]));
    for (const place of await this.stored.chatsOf(userIds)) lists.get(place.cursor.userId)?.push(place);
    return lists;
  }

  /** Decides by the warmth who tells of a chat. */
  private async judge(
    chatId: string,
    userId: string,
    glance: Glance | typeof AWAY,
    cold: (epoch: string) => Promise<Standing | null>,
  ): Promise<Standing | null> {
    if (glance === AWAY) return cold(UNKNOWN_EPOCH);
    if (glance.chat) return hotStanding({ ...glance, chat: glance.chat });
    if (glance.warmth === 'cold') return cold(glance.epoch);
    return this.staleChats.standing(chatId, userId, glance.epoch);
  }

  private async fromPostgres(chatId: string, userId: string, epoch: string): Promise<Standing | null> {
    const [chat, isMember, cursor] = await Promise.all([
      this.stored.chat(chatId),
      this.stored.isParticipant(chatId, userId),
      this.stored.cursor(chatId, userId),
    ]);
    return chat && storedStanding(chat, epoch, isMember, cursor);
  }
}

const active = (standing: Standing | null): Standing | null => (standing?.chat.isActive ? standing : null);

const byActivity = (a: Standing, b: Standing) =>
  b.chat.updatedAt.localeCompare(a.chat.updatedAt) || a.chat.id.localeCompare(b.chat.id);
