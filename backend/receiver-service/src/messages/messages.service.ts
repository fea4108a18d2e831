import { isUuid, notFound, type Message, type Viewer } from '@converge/domain';
import { AWAY, hotStoreAway } from '../overlay/hot-door.js';
import type { Overlay } from '../overlay/overlay.js';
import type { Standing } from '../overlay/standing.js';
import { mergeMessages, pageRange, type PageArguments, type SeqRange } from './page.js';

/** Reads of messages: the overlay and Postgres as one. */
export class MessagesService {
  constructor(private readonly overlay: Overlay) {}

  async messages(viewer: Viewer, chatId: string, page: PageArguments): Promise<Message[]> {
    const standing = await this.overlay.entitled(viewer, chatId);
    const range = pageRange(page, standing.chat.lastSeq);
    return range.to < range.from ? [] : this.range(standing, range);
  }

  /** Throws NOT_FOUND too where the viewer may not see it. */
  async message(viewer: Viewer, messageId: string): Promise<Message> {
    return (await this.entitled(viewer, messageId)).message;
  }

  /**
   * A message and its chat as one of the chat's participants finds them; anybody else gets NOT_FOUND, or UNAVAILABLE
   * while Redis is away.
   */
  async entitled(viewer: Viewer, messageId: string): Promise<{ message: Message; standing: Standing }> {
    if (!isUuid(messageId)) throw notFound('Message');
    const { hot, stored, door } = this.overlay;
    const located = await door.ask(() => hot.locate(messageId));
    let record = located === AWAY || located === null ? await stored.messageById(messageId) : null;
    const chatId = record?.chatId ?? located;
    if (chatId === AWAY) throw hotStoreAway();
    if (chatId === null) throw notFound('Message');
    const standing = await (located === AWAY
      ? this.overlay.standing(chatId, viewer.userId)
      : this.overlay.currentStanding(chatId, viewer.userId));
    if (!standing?.isMember) throw notFound('Message');
    const overlaid = await this.overlay.beside(standing, () => hot.message(standing.chat.id, messageId));
    const inRedis = overlaid ? [overlaid] : [];
    // What a hot chat has of a message is its latest state; elsewhere Postgres may know a newer one.
    if (!record && !(standing.isHot && inRedis.length > 0)) record = await stored.messageById(messageId);
    const [message] = mergeMessages(inRedis, record ? [record] : []);
    if (!message) throw notFound('Message');
    return { message, standing };
  }

  /** In the hot window Redis has every message; anywhere else what it has is laid over Postgres. */
  private async range(standing: Standing, { from, to }: SeqRange): Promise<Message[]> {
    const { chat, isHot, hotFrom } = standing;
    const { hot, stored } = this.overlay;
    const read = () => this.overlay.beside(standing, () => hot.messages(chat.id, from, to));
    if (isHot && from >= hotFrom) {
      const all = await read();
      // Fewer: the window has moved on since the glance.
      if (all?.length === to - from + 1) return all;
    }
    const [overlaid, archived] = await Promise.all([read(), stored.messagesBySeq(chat.id, from, to)]);
    return mergeMessages(archived, overlaid ?? []);
  }
}
