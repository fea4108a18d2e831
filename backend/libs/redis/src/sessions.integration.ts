import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, NO_REPORT, type Instance } from '@converge/domain';
import { Redis } from 'ioredis';
import { RateLimiter } from './rate-limits.js';
import { Registry } from './registry.js';
import { RevocationWatch, revokeSessions } from './revocations.js';
import { RefreshTokens } from './sessions.js';

const url = process.env['TEST_REDIS_URL']!;
let redis: Redis;
let subscriber: Redis;

beforeAll(() => {
  redis = new Redis(url);
  subscriber = new Redis(url);
});
afterAll(() => {
  redis.disconnect();
  subscriber.disconnect();
});

describe('refresh tokens', () => {
  it('are worth something once: each use answers the next one', async () => {
    const tokens = new RefreshTokens(redis, 60_000);
    let token = await tokens.issue(newId(), newId());
    for (let use = 0; use < 3; use++) {
      const rotation = await tokens.rotate(token);
      if (rotation.outcome !== 'rotated') throw new Error(rotation.outcome);
      expect(rotation.refreshToken).not.toBe(token);
      token = rotation.refreshToken;
    }
  });

  it('that are presented again end their whole session', async () => {
    const tokens = new RefreshTokens(redis, 60_000);
    const first = await tokens.issue(newId(), newId());
    const second = await tokens.rotate(first);
    expect(await tokens.rotate(first)).toEqual({ outcome: 'reused' });
    if (second.outcome !== 'rotated') throw new Error(second.outcome);
    expect(await tokens.rotate(second.refreshToken)).toEqual({ outcome: 'unknown' });
  });

  it('presented twenty times at once are rotated at most once', async () => {
    const tokens = new RefreshTokens(redis, 60_000);
    const token = await tokens.issue(newId(), newId());
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => tokens.rotate(token)));
    expect(outcomes.filter(({ outcome }) => outcome === 'rotated')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'reused')).toHaveLength(1);
  });

  it('that were never issued change nothing', async () => {
    const tokens = new RefreshTokens(redis, 60_000);
    const sessionId = newId();
    const token = await tokens.issue(sessionId, newId());
    for (const wrong of ['', 'x', `${sessionId}.x`, `${sessionId}.${'a'.repeat(43)}`, `${token}.x`])
      expect(await tokens.rotate(wrong)).toEqual({ outcome: 'unknown' });
    expect((await tokens.rotate(token)).outcome).toBe('rotated');
  });

  it('are not stored in the clear', async () => {
    const tokens = new RefreshTokens(redis, 60_000);
    const sessionId = newId();
    const token = await tokens.issue(sessionId, newId());
    const stored = JSON.stringify(await redis.hgetall(`session:{${sessionId}}`));
    expect(stored).not.toContain(token.split('.')[1]);
  });
});

describe('revocations', () => {
  it('are heard at once by a running watch', async () => {
    const watch = new RevocationWatch(redis, subscriber);
    await watch.start();
    const sessionId = newId();
    const heard = new Promise<string>((resolve) =>
      watch.onRevoked((id) => {
        if (id === sessionId) resolve(id);
      }),
    );
    await revokeSessions(redis, [sessionId]);
    expect(await heard).toBe(sessionId);
    expect(watch.isRevoked(sessionId)).toBe(true);
    await watch.stop();
  });

  it('are found by a watch that starts later', async () => {
    const sessionId = newId();
    await revokeSessions(redis, [sessionId]);
    const watch = new RevocationWatch(redis, subscriber);
    await watch.start();
    expect(watch.isRevoked(sessionId)).toBe(true);
    expect(watch.isRevoked(newId())).toBe(false);
    await watch.stop();
  });

  it('reach a watch that hears no channel within 5 s', async () => {
    const deaf = new Redis(url, { lazyConnect: true });
    const watch = new RevocationWatch(redis, deaf);
    await watch.start();
    deaf.disconnect();
    const sessionId = newId();
    const heardAt = new Promise<number>((resolve) =>
      watch.onRevoked((id) => id === sessionId && resolve(Date.now())),
    );
    await revokeSessions(redis, [sessionId]);
    const revokedAt = Date.now();
    expect((await heardAt) - revokedAt).toBeLessThan(5_000);
    await watch.stop();
  });

  it('do not keep a process from starting while Redis is away', async () => {
    const away = new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false });
    const watch = new RevocationWatch(away, away);
    await watch.start();
    expect(watch.isRevoked(newId())).toBe(false);
    await watch.stop();
    away.disconnect();
  });
});

describe('the registry', () => {
  const instance = (number: number): Instance => ({
    service: 'receiver',
    number,
    id: `receiver-${number}`,
    startedAt: '2026-01-01T00:00:00.000Z',
    version: '1.0.0',
  });
  const numbers = async (registry: Registry) => (await registry.list()).map(({ number }) => number);

  it('lists who lives and drops who stopped or fell silent', async () => {
    const [first, second] = [new Registry(redis, instance(9001)), new Registry(redis, instance(9002))];
    first.start();
    second.start();
    await redis.hset('instances', 'receiver-9003', `${Date.now() - 7_000} ${JSON.stringify(instance(9003))}`);
    const listed = await numbers(first);
    expect(listed).toEqual(expect.arrayContaining([9001, 9002]));
    expect(listed).not.toContain(9003);
    expect(await first.list()).toContainEqual(instance(9001));
    await second.stop();
    expect(await numbers(first)).not.toContain(9002);
    await first.stop();
    await redis.hdel('instances', 'receiver-9003');
  });

  it('tells of each what it last reported, by the clock of Redis; who says nothing, or cannot, lives all the same', async () => {
    const failed: unknown[] = [];
    const silent = new Registry(redis, instance(9004));
    const talking = new Registry(redis, instance(9005), undefined, () => ({ ...NO_REPORT, cpu: 0.5 }));
    const broken = new Registry(
      redis,
      instance(9006),
      (error) => failed.push(error),
      () => {
        throw new Error('no report');
      },
    );
    for (const registry of [silent, talking, broken]) registry.start();
    const { at, instances } = await silent.look();
    const reportOf = (number: number) => instances.find((each) => each.instance.number === number)?.report;
    expect(instances).toContainEqual({ instance: instance(9005), report: { ...NO_REPORT, cpu: 0.5 } });
    expect([reportOf(9004), reportOf(9006)]).toEqual([null, null]);
    // The first of them: each heartbeat has one.
    expect(failed[0]).toMatchObject({ message: 'no report' });
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    for (const registry of [silent, talking, broken]) await registry.stop();
  });
});

describe('a rate limit', () => {
  it('lets a burst through, then says how long to wait, for each subject alone', async () => {
    const limiter = new RateLimiter(redis, { name: newId(), points: 1, durationMs: 60_000, burst: 3 });
    for (let use = 0; use < 3; use++) await limiter.consume('ann');
    const refusal = await limiter.consume('ann').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', extensions: { retryAfterMs: expect.any(Number) } });
    await limiter.consume('ben');
  });

  it('is shared by all instances, and can be reset', async () => {
    const options = { name: newId(), points: 2, durationMs: 60_000 };
    const [one, other] = [new RateLimiter(redis, options), new RateLimiter(redis, options)];
    await one.consume('ann');
    await other.consume('ann');
    await expect(one.consume('ann')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await one.reset('ann');
    await one.consume('ann');
  });

  it('gives permits back evenly', async () => {
    const limiter = new RateLimiter(redis, { name: newId(), points: 50, durationMs: 1_000, burst: 1 });
    // Both in one turn: between two there could be the 20 ms after which the next is due.
    const asked = await Promise.allSettled([limiter.consume('ann'), limiter.consume('ann')]);
    const refusals = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    const [refusal] = refusals as { extensions: { retryAfterMs: number } }[];
    expect(refusals).toHaveLength(1);
    expect(refusal!.extensions.retryAfterMs).toBeLessThanOrEqual(20);
    await new Promise((resolve) => setTimeout(resolve, refusal!.extensions.retryAfterMs + 1));
    await limiter.consume('ann');
  });

  it('of 0 asks nobody', async () => {
    const away = new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false });
    await new RateLimiter(away, { name: 'off', points: 0, durationMs: 1_000 }).consume('ann');
    away.disconnect();
  });
});
