import { LIMITS, notFound, unreadCount, type Position, type Viewer } from '@converge/domain';
import { chatView } from '../chats/chat-view.js';
import type { Overlay } from '../overlay/overlay.js';
import { positionOf, type Standing } from '../overlay/standing.js';
import type { ChatChanges } from './changes.types.js';
import {
  changedOf,
  firstPage,
  mergeChanged,
  reduceEvents,
  type Changed,
  type ChangesPage,
} from './reduce.js';

/** More than any log holds: it is read to its end, since a later event may replace an earlier one. */
const WHOLE_LOG = 1_000_000;
/** How many of the newest events are looked at beside Postgres, for what a commit has only just settled. */
const TAIL = 500;

/** What changed in a chat after a position: by its log, or by revision from Postgres and what is pending. */
export class ChangesService {
  constructor(private readonly overlay: Overlay) {}

  async changes(viewer: Viewer, chatId: string, since: Position): Promise<ChatChanges> {
    const standing = await this.overlay.currentStanding(chatId, viewer.userId);
    if (!standing?.isMember) throw notFound('Chat');
    const present = positionOf(standing);
    if (since.epoch !== present.epoch || since.revision > present.revision) {
      return { position: present, reset: true, chat: null, messages: [], reads: [], hasMore: false };
    }
    const page = (await this.fromLog(standing, since)) ?? (await this.fromPostgres(standing, since));
    return this.answer(standing, page);
  }

  private async fromLog({ chat, isHot }: Standing, since: Position): Promise<ChangesPage | null> {
    if (!isHot) return null;
    const { hot, door } = this.overlay;
    const events = await door.insist(() => hot.log(chat.id, since.revision, chat.revision, WHOLE_LOG));
    if (events === null) return null;
    return firstPage(reduceEvents(events), LIMITS.changesPage, Infinity, chat.revision);
  }

  /** What is accepted first, then what is committed: what moves in between is in both rather than in neither. */
  private async fromPostgres(standing: Standing, since: Position): Promise<ChangesPage> {
    const { chat } = standing;
    const accepted = await this.accepted(standing, since.revision);
    const stored = await this.overlay.stored.changesSince(chat.id, since.revision, LIMITS.changesPage);
    if (!stored) return firstPage(accepted, LIMITS.changesPage, Infinity, chat.revision);
    const { messages } = stored;
    const known = messages.length < LIMITS.changesPage ? Infinity : messages.at(-1)!.revision;
    const changed = mergeChanged(changedOf(stored, since.revision), accepted);
    return firstPage(changed, LIMITS.changesPage, known, chat.revision);
  }

  /** What Redis knows above a revision: pending, only just settled, and of a hot chat every watermark. */
  private async accepted({ chat, isHot, record }: Standing, since: number): Promise<Changed> {
    const { hot, door } = this.overlay;
    const from = Math.max(since, chat.revision - TAIL);
    const [pending, log, cursors] = await door.insist(() =>
      Promise.all([
        hot.pending(chat.id),
        hot.log(chat.id, from, chat.revision, WHOLE_LOG),
        isHot ? hot.cursors(chat.id) : (record?.cursors ?? []),
      ]),
    );
    const events = [...pending, ...(log ?? [])].filter((event) => event.revision > since);
    return mergeChanged(reduceEvents(events), {
      messages: [],
      cursors: cursors.filter((cursor) => cursor.revision > since),
      chatRevision: 0,
    });
  }

  private answer(standing: Standing, page: ChangesPage): ChatChanges {
    const { lastSeq } = standing.chat;
    return {
      position: { epoch: standing.epoch, revision: page.upTo },
      reset: false,
      chat: page.chatRevision > 0 ? chatView(standing) : null,
      messages: page.messages,
      reads: page.cursors.map((cursor) => ({
        ...cursor,
        unreadCount: unreadCount(lastSeq, cursor.lastReadSeq),
      })),
      hasMore: page.hasMore,
    };
  }
}
