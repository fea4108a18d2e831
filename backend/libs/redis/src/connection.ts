import { Redis, type RedisOptions } from 'ioredis';
import { CommandConnection } from './command-connection.js';

/**
 * What a connection is for decides how it fails: `commands` fails at once while Redis is away (the caller answers
 * UNAVAILABLE), `subscriber` and `worker` wait for it to come back.
 */
export type RedisRole = 'commands' | 'subscriber' | 'worker';

const COMMON: RedisOptions = {
  retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000) * (0.5 + Math.random() / 2),
  connectTimeout: 5000,
};

const BY_ROLE: Record<RedisRole, RedisOptions> = {
  commands: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // After a reconnect the epoch must be asked anew before anything else is sent: nothing is sent again by itself.
    autoResendUnfulfilledCommands: false,
  },
  // No ready check: SUBSCRIBE may overtake its INFO, which a subscribed connection then refuses.
  subscriber: { maxRetriesPerRequest: null, autoResubscribe: true, enableReadyCheck: false },
  worker: { maxRetriesPerRequest: null },
};

/**
 * Opens a connection. It never throws for an absent server: it goes on trying with capped, jittered backoff.
 * `onError` hears each connection error (ioredis throws them otherwise).
 */
export function connectRedis(url: string, role: RedisRole, onError: (error: Error) => void): Redis {
  const Connection = role === 'commands' ? CommandConnection : Redis;
  const redis = new Connection(url, { ...COMMON, ...BY_ROLE[role], connectionName: `converge-${role}` });
  redis.on('error', onError);
  return redis;
}

/** Resolves when the connection can be used; rejects with a plain message after `timeoutMs`. */
export async function whenReady(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      redis.off('ready', ready);
      reject(new Error(`Redis did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
    const ready = () => {
      clearTimeout(timer);
      resolve();
    };
    redis.once('ready', ready);
  });
}
