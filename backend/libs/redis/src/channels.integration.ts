import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { Channels } from './channels.js';
import { connectRedis, whenReady } from './connection.js';

const url = new URL(process.env['TEST_REDIS_URL']!);
const DEAF = { name: `deaf-${randomBytes(4).toString('hex')}`, password: 'x' };

const ignore = () => undefined;
let redis: Redis;

beforeAll(async () => {
  redis = connectRedis(url.href, 'commands', ignore);
  await whenReady(redis, 5000);
});
afterAll(async () => {
  await redis.call('ACL', 'DELUSER', DEAF.name);
  redis.disconnect();
});

async function subscriberAt(address: URL): Promise<Redis> {
  const subscriber = connectRedis(address.href, 'subscriber', ignore);
  await whenReady(subscriber, 5000);
  return subscriber;
}

describe('whether channels are heard', () => {
  test('is so as long as the connection is there', async () => {
    const subscriber = await subscriberAt(url);
    const channels = new Channels(subscriber, redis);
    for (let time = 0; time < 2; time++) await channels.checkHearing();
    const ended = once(subscriber, 'end');
    subscriber.disconnect();
    await ended;
    await expect(channels.checkHearing()).rejects.toThrow('away');
  });

  test('is not so where Redis answers, but takes no SUBSCRIBE', async () => {
    await redis.call(
      'ACL',
      'SETUSER',
      DEAF.name,
      'on',
      `>${DEAF.password}`,
      '~*',
      '&*',
      '+@all',
      '-subscribe',
    );
    const address = Object.assign(new URL(url), { username: DEAF.name, password: DEAF.password });
    const subscriber = await subscriberAt(address);
    expect(await subscriber.ping()).toBe('PONG');
    await expect(new Channels(subscriber, redis).checkHearing()).rejects.toThrow('NOPERM');
    subscriber.disconnect();
  });
});
