import { forbidden, type Position, type Viewer } from '@converge/domain';
import type { Hub } from '../hub/hub.js';
import type { LiveSource } from '../live/live-source.js';
import type { MessagesService } from '../messages/messages.service.js';
import type { Overlay } from '../overlay/overlay.js';
import { watermarksOf } from '../receipts/watermarks.js';
import { chatAddedView, chatUpdatedView } from './chat-views.js';
import { eventView } from './event-view.js';
import { messageReadView, messageView } from './message-views.js';
import { ChatSource, ViewerSource, type View } from './sources.js';
import { unreadView } from './unread-view.js';

/** Every subscription of the contract: each a view of the hub. */
export class FeedService {
  private readonly everything: View;

  constructor(
    private readonly hub: Hub,
    private readonly overlay: Overlay,
    private readonly messages: MessagesService,
    instanceId: string,
  ) {
    this.everything = {
      onItem: (item, push) =>
        push(item.type === 'Ready' ? { ...item, instance: instanceId } : eventView(item)),
    };
  }

  async chatEvents(viewer: Viewer, chatId: string, since?: Position): Promise<LiveSource> {
    return this.ofChat('chatEvents', viewer, chatId, this.everything, since);
  }

  viewerEvents(viewer: Viewer): LiveSource {
    return new ViewerSource('viewerEvents', this.hub, viewer.userId, this.everything);
  }

  async messageAdded(viewer: Viewer, chatId: string): Promise<LiveSource> {
    return this.ofChat('messageAdded', viewer, chatId, messageView('MessageAdded'));
  }

  async messageUpdated(viewer: Viewer, chatId: string): Promise<LiveSource> {
    return this.ofChat('messageUpdated', viewer, chatId, messageView('MessageUpdated'));
  }

  async messageDeleted(viewer: Viewer, chatId: string): Promise<LiveSource> {
    return this.ofChat('messageDeleted', viewer, chatId, messageView('MessageDeleted'));
  }

  async messageReadUpdated(viewer: Viewer, messageId: string): Promise<LiveSource> {
    const { message, standing } = await this.messages.entitled(viewer, messageId);
    const look = async () => {
      const now = await this.overlay.currentStanding(message.chatId, viewer.userId);
      return now ? watermarksOf(this.overlay, now) : [];
    };
    const view = messageReadView(message, await watermarksOf(this.overlay, standing), look);
    return this.ofChat('messageReadUpdated', viewer, message.chatId, view);
  }

  chatAdded(viewer: Viewer, userId: string): LiveSource {
    assertSelf(viewer, userId);
    return new ViewerSource('chatAdded', this.hub, userId, chatAddedView(userId, this.lookFor(userId)));
  }

  chatUpdated(viewer: Viewer, userId: string): LiveSource {
    assertSelf(viewer, userId);
    return new ViewerSource('chatUpdated', this.hub, userId, chatUpdatedView(userId, this.lookFor(userId)));
  }

  unreadCountUpdated(viewer: Viewer, userId: string): LiveSource {
    assertSelf(viewer, userId);
    return new ViewerSource('unreadCountUpdated', this.hub, userId, unreadView(userId, this.lookFor(userId)));
  }

  private async ofChat(field: string, viewer: Viewer, chatId: string, view: View, since?: Position) {
    const source = new ChatSource(field, this.hub, chatId, viewer.userId, view, since);
    await source.register();
    return source;
  }

  private lookFor(userId: string) {
    return (chatId: string) => this.overlay.currentStanding(chatId, userId);
  }
}

function assertSelf(viewer: Viewer, userId: string): void {
  if (viewer.userId !== userId) throw forbidden('The live updates of somebody else are not yours to hear.');
}
