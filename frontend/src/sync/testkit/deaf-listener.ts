import type { FeedListener } from '../feed';

/** Somebody who wants to hear nothing of a feed. */
export const deaf: FeedListener = {
  onMessages: () => {},
  onArrival: () => {},
  onPersisted: () => {},
  onLive: () => {},
  onHole: () => {},
  onReset: () => {},
};
