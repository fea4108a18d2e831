import {
  isAdmin,
  isUuid,
  notFound,
  type Chat,
  type ChatEvent,
  type Position,
  type ReadCursor,
  type Viewer,
} from '@converge/domain';
import type { Reads } from '@converge/postgres/reads';
import type { Glance, HotReads } from '@converge/redis';
import { Batch } from './batch.js';
import { Gate } from './gate.js';
import { fold } from './fold.js';
import { AWAY, type HotDoor } from './hot-door.js';
import {
  foldedStanding,
  hotStanding,
  positionOf,
  storedStanding,
  UNKNOWN_EPOCH,
  type Standing,
} from './standing.js';

/**
 * Chats as they stand now, whatever Postgres has of them already. Hot: Redis alone tells. Stale (an older life of
 * the hot store): Postgres with the pending events folded in. Cold, or Redis away: Postgres.
 * A removed chat is gone for everybody.
 */
export class Overlay {
  private readonly coldChats: Batch<Chat>;
  /** After Redis was restarted a list may hold many stale chats: they must not take every connection at once. */
  private readonly folding = new Gate(4);

  constructor(
    readonly hot: HotReads,
    readonly stored: Reads,
    readonly door: HotDoor,
  ) {
    this.coldChats = new Batch(
      async (ids) => new Map((await stored.chatsByIds(ids)).map((chat) => [chat.id, chat])),
    );
  }

  /**
   * The chat and the user's place in it; null: there is no such chat. Throws UNAVAILABLE if only Postgres knows and
   * is away. `whenCold` is what a list has just told of it: a change of a cold chat would have made it hot.
   */
  async standing(chatId: string, userId: string, whenCold?: Standing): Promise<Standing | null> {
    if (!isUuid(chatId)) return null;
    const glance = await this.door.ask(() => this.hot.glance(chatId, userId));
    const cold = async (epoch: string) =>
      whenCold ? { ...whenCold, epoch } : this.fromPostgres(chatId, userId, epoch);
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

  /** The chat as one of its participants finds it; anybody else gets NOT_FOUND. */
  async entitled(viewer: Viewer, chatId: string): Promise<Standing> {
    const standing = await this.standing(chatId, viewer.userId);
    if (!standing?.isMember) throw notFound('Chat');
    return standing;
  }

  /** The chats a user is in, latest activity first. */
  async standingsOf(userId: string): Promise<Standing[]> {
    if (!isUuid(userId)) return [];
    const [hints, chats, cursors] = await Promise.all([
      this.door.ask(() => this.hot.touched(userId)),
      this.stored.chatsOf(userId),
      this.stored.cursorsOfUser(userId),
    ]);
    const standings = await this.standings(userId, chats, hints === AWAY ? [] : hints, cursors);
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
    return this.standings(admin.userId, chats, hints === AWAY ? [] : hints, cursors);
  }

  /**
   * All of `chats` (read from Postgres with the user's cursors, which exist exactly where they are a member) and of
   * the hinted ones as they stand now. The glances share round trips.
   */
  private async standings(
    userId: string,
    chats: Chat[],
    hints: string[],
    cursors: ReadCursor[],
  ): Promise<Standing[]> {
    const known = new Map(chats.map((chat) => [chat.id, chat]));
    const cursorOf = new Map(cursors.map((cursor) => [cursor.chatId, cursor]));
    const ids = [...new Set([...known.keys(), ...hints])];
    const glances = await this.door.ask(() => Promise.all(ids.map((id) => this.hot.glance(id, userId))));
    const standings = await Promise.all(
      ids.map((id, i) =>
        this.judge(id, userId, glances === AWAY ? AWAY : glances[i]!, async (epoch) => {
          const chat = known.get(id);
          const cursor = cursorOf.get(id) ?? null;
          return chat ? storedStanding(chat, epoch, cursor !== null, cursor) : null;
        }),
      ),
    );
    return standings.flatMap((standing) => active(standing) ?? []).sort(byActivity);
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
    // First what is pending, then Postgres: what is committed in between is in both rather than in neither.
    const pending = await this.door.ask(() => this.hot.pending(chatId));
    if (pending === AWAY || pending.length === 0) return cold(glance.epoch);
    return this.folding.run(() => this.folded(chatId, userId, glance.epoch, pending));
  }

  private async fromPostgres(chatId: string, userId: string, epoch: string): Promise<Standing | null> {
    const [chat, isMember, cursor] = await Promise.all([
      this.stored.chat(chatId),
      this.stored.isParticipant(chatId, userId),
      this.stored.cursor(chatId, userId),
    ]);
    return chat && storedStanding(chat, epoch, isMember, cursor);
  }

  private async folded(
    chatId: string,
    userId: string,
    epoch: string,
    pending: ChatEvent[],
  ): Promise<Standing | null> {
    const stored = await this.stored.changesSince(chatId, 0, 0);
    const record = fold(stored ?? { chat: null, participants: [], cursors: [] }, pending);
    return record.chat && foldedStanding({ ...record, chat: record.chat }, epoch, userId);
  }
}

const active = (standing: Standing | null): Standing | null => (standing?.chat.isActive ? standing : null);

const byActivity = (a: Standing, b: Standing) =>
  b.chat.updatedAt.localeCompare(a.chat.updatedAt) || a.chat.id.localeCompare(b.chat.id);
