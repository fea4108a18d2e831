import type { Chat, Participant, ReadCursor } from '@converge/domain';
import type { Reads } from '@converge/postgres/reads';
import type { HotReads } from '@converge/redis';
import { Batch } from './batch.js';
import { fold, type ChatRecord } from './fold.js';
import { Gate } from './gate.js';
import type { HotDoor } from './hot-door.js';
import { foldedStanding, storedStanding, type Standing } from './standing.js';

interface Place {
  chat: Chat | undefined;
  participant: Participant | undefined;
  cursor: ReadCursor | undefined;
}

/** What a stale chat has beyond Postgres: a record with it folded in, or nothing. */
type Beyond = ChatRecord | 'nothing';

/**
 * Chats of an older life of the hot store: Postgres with the pending events folded in. Always its primary: what was
 * settled only just before is not pending any more, and a replica may not have it yet. Whoever asks in the same
 * turn, for whatever chats and users, shares the questions.
 */
export class StaleChats {
  /** After Redis was restarted a list may hold many stale chats: they must not take every connection at once. */
  private readonly folding = new Gate(4);
  private readonly beyond: Batch<Beyond>;
  private readonly places: Batch<Place>;
  private readonly members: Batch<string[]>;

  constructor(
    private readonly hot: Pick<HotReads, 'pending'>,
    private readonly archive: Pick<Reads, 'changesSince' | 'placesOf' | 'participantsOf'>,
    private readonly door: HotDoor,
  ) {
    this.beyond = new Batch((chatIds) => this.loadBeyond(chatIds));
    this.places = new Batch((keys) => this.loadPlaces(keys));
    this.members = new Batch(async (ids) => userIdsByChat(await archive.participantsOf(ids, false)));
  }

  /** Throws UNAVAILABLE while Redis is away. */
  async standing(chatId: string, userId: string, epoch: string): Promise<Standing | null> {
    // First what is pending, then Postgres: what is committed in between is in both rather than in neither.
    const record = await this.beyond.load(chatId);
    if (record === undefined || record === 'nothing') return this.stored(chatId, userId, epoch);
    return record.chat && foldedStanding({ ...record, chat: record.chat }, epoch, userId);
  }

  /** Who is in it now. Throws UNAVAILABLE while Redis is away. */
  async participantIds(chatId: string): Promise<string[]> {
    const record = await this.beyond.load(chatId);
    if (typeof record === 'object') {
      return record.participants.filter((each) => each.leftAt === null).map((each) => each.userId);
    }
    return (await this.members.load(chatId)) ?? [];
  }

  /** As the primary has it. `userId` may be empty: the chat alone. */
  async stored(chatId: string, userId: string, epoch: string): Promise<Standing | null> {
    const place = await this.places.load(keyOf(chatId, userId));
    if (!place?.chat) return null;
    const isMember = place.participant !== undefined && place.participant.leftAt === null;
    return { ...storedStanding(place.chat, epoch, isMember, place.cursor ?? null), isStale: true };
  }

  private async loadBeyond(chatIds: string[]): Promise<Map<string, Beyond>> {
    const pending = await this.door.insist(() => Promise.all(chatIds.map((id) => this.hot.pending(id))));
    const found = await Promise.all(
      chatIds.map(async (id, i): Promise<[string, Beyond]> => {
        const events = pending[i]!;
        if (events.length === 0) return [id, 'nothing'];
        const stored = await this.folding.run(() => this.archive.changesSince(id, 0, 0));
        return [id, fold(stored ?? { chat: null, participants: [], cursors: [] }, events)];
      }),
    );
    return new Map(found);
  }

  private async loadPlaces(keys: string[]): Promise<Map<string, Place>> {
    const asked = keys.map((key) => key.split(' ') as [string, string]);
    const { chats, participants, cursors } = await this.archive.placesOf(
      asked.map(([chatId]) => chatId),
      asked.map(([, userId]) => userId || null),
    );
    const chatOf = new Map(chats.map((chat) => [chat.id, chat]));
    const byPlace = <T extends { chatId: string; userId: string }>(all: T[]) =>
      new Map(all.map((each) => [keyOf(each.chatId, each.userId), each]));
    const participantAt = byPlace(participants);
    const cursorAt = byPlace(cursors);
    const places = keys.map((key, i): [string, Place] => [
      key,
      { chat: chatOf.get(asked[i]![0]), participant: participantAt.get(key), cursor: cursorAt.get(key) },
    ]);
    return new Map(places);
  }
}

/** Who is in each chat. */
export function userIdsByChat(participants: readonly Participant[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { chatId, userId } of participants) {
    const known = ids.get(chatId);
    if (known) known.push(userId);
    else ids.set(chatId, [userId]);
  }
  return ids;
}

const keyOf = (chatId: string, userId: string) => `${chatId} ${userId}`;
