import type { ChatEvent, ChatSignal, Position } from '@converge/domain';

/** What was missed can't be told: whoever listens reads the chat afresh and goes on from here. */
export interface Reset {
  type: 'Reset';
  chatId: string;
  position: Position;
}

/** From here on everything is live. `at` is null where the listener hears many chats. */
export interface Ready {
  type: 'Ready';
  at: Position | null;
}

/** What a feed passes on, in this order and each once: events by revision; between them what has none. */
export type FeedItem = ChatSignal | Reset;

export type FeedListener = (item: FeedItem) => void;

/** Has it a revision of its own? */
export const isEvent = (item: FeedItem | Ready): item is ChatEvent =>
  item.type !== 'Reset' && item.type !== 'Persisted' && item.type !== 'Ready';

/** What an event is to somebody who has had everything up to `place`. */
export function judge(place: Position, event: ChatEvent): 'next' | 'had' | 'gap' | 'otherEpoch' {
  if (event.epoch !== place.epoch) return 'otherEpoch';
  if (event.revision <= place.revision) return 'had';
  return event.revision === place.revision + 1 ? 'next' : 'gap';
}
