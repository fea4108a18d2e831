import { commonEnv, int, parseEnv, postgresEnv } from '@converge/runtime';

/** The worker's configuration; .env.example explains each variable. */
export const env = parseEnv(
  {
    ...commonEnv,
    ...postgresEnv,
    LANE_CONCURRENCY_MESSAGES: int(250, { min: 1, max: 1000 }),
    LANE_CONCURRENCY_CHATS: int(50, { min: 1, max: 1000 }),
    LANE_CONCURRENCY_RECEIPTS: int(100, { min: 1, max: 1000 }),
    BATCH_ROWS: int(8000, { min: 1, max: 10_000 }),
    GATHER_MS: int(100, { min: 0, max: 1000 }),
    RESCUE_AFTER_MS: int(5000, { min: 100 }),
    OVERLAY_GRACE_MS: int(60_000, { min: 0 }),
    // Senders announce a chat once a minute: a shorter quiet would cool chats that are in use.
    COOL_AFTER_MS: int(86_400_000, { min: 120_000 }),
    BACKLOG_LIMIT_MS: int(60_000, { min: 1000 }),
  },
  process.env,
);
