import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { unavailable } from '@converge/domain';
import { EPOCH_KEY } from './keys.js';
import { loadScript } from './scripts.js';

const resolveEpoch = loadScript('resolve-epoch');

/**
 * The epoch this connection lives in. It is unknown from the moment the connection is lost until it was asked
 * anew, so nothing is ever accepted under the name of a store that has meanwhile restarted.
 */
export class Epoch {
  private value: string | undefined;
  private asking: Promise<string> | undefined;

  constructor(private readonly redis: Redis) {
    redis.on('close', () => {
      this.value = undefined;
    });
  }

  /** The current epoch; at most one question to Redis per connection. Throws UNAVAILABLE while Redis is away. */
  async current(): Promise<string> {
    return this.value ?? (await this.refresh());
  }

  /** Asks again: a chat that is not hot may mean that the store was emptied under a running server. */
  async refresh(): Promise<string> {
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async ask(): Promise<string> {
    try {
      const runId = /^run_id:(\w{12})/m.exec(await this.redis.info('server'))?.[1];
      if (!runId) throw new Error('INFO server names no run_id');
      const nonce = randomBytes(4).toString('hex');
      this.value = (await resolveEpoch(this.redis, [EPOCH_KEY], [runId, nonce])) as string;
      return this.value;
    } catch (error) {
      throw unavailable('The chat store cannot be reached; try again.', error);
    }
  }
}
