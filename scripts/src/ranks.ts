/** The order of stopping: higher ranks first, those of a rank together. Nobody outlives what it uses. */
export const RANK = {
  /** Migration and seed. */
  errand: 4,
  door: 3,
  service: 2,
  /** After the senders: what they enqueued last may still be written. */
  worker: 1,
  store: 0,
} as const;
