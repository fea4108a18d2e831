import type { Position } from '@converge/domain';
import type { FeedItem, Ready } from '../hub/feed-item.js';
import type { ChatStream } from '../hub/chat-stream.js';
import type { Hub } from '../hub/hub.js';
import type { ViewerStream } from '../hub/viewer-stream.js';
import { LiveSource, type Sink } from '../live/live-source.js';
import type { Standing } from '../overlay/standing.js';

/** Turns what is heard into what a subscription shows: by pushing nothing, one thing or more. */
export interface View {
  onItem(item: FeedItem | Ready, push: (value: object) => void): void;
  /** Of a viewer's stream: a chat is heard from now on. */
  onChat?(standing: Standing, isNew: boolean): void;
}

/** A view of one chat. `register` must have resolved before it is opened. */
export class ChatSource extends LiveSource {
  private readonly stream: ChatStream;
  private sink: Sink | undefined;

  constructor(
    field: string,
    hub: Hub,
    chatId: string,
    viewerId: string,
    private readonly view: View,
    private readonly since?: Position,
  ) {
    super(field);
    const push = (value: object) => this.sink?.push(value);
    this.stream = hub.chat(chatId, viewerId, {
      onItem: (item) => this.view.onItem(item, push),
      onEnd: () => this.sink?.complete(),
      onError: (error) => this.sink?.fail(error),
      drained: () => this.sink?.drained() ?? Promise.resolve(),
    });
  }

  /** Throws NOT_FOUND where the viewer may not listen. */
  async register(): Promise<Standing> {
    return this.stream.register();
  }

  override open(sink: Sink): void {
    this.sink = sink;
    void this.stream.start(this.since);
  }

  override close(): void {
    this.sink = undefined;
    this.stream.close();
  }
}

/** A view of all chats of a viewer. */
export class ViewerSource extends LiveSource {
  private stream: ViewerStream | undefined;

  constructor(
    field: string,
    private readonly hub: Hub,
    private readonly viewerId: string,
    private readonly view: View,
  ) {
    super(field);
  }

  override open(sink: Sink): void {
    const push = (value: object) => sink.push(value);
    this.stream = this.hub.viewer(this.viewerId, {
      onItem: (item) => this.view.onItem(item, push),
      ...(this.view.onChat && { onChat: (standing, isNew) => this.view.onChat?.(standing, isNew) }),
      onError: (error) => {
        this.close();
        sink.fail(error);
      },
      drained: () => sink.drained(),
    });
    void this.stream.start();
  }

  override close(): void {
    this.stream?.close();
  }
}
