import { describe, expect, it } from '@jest/globals';
import { commonEnv, flag, int, list } from './env-fields.js';
import { EnvError, readEnv } from './env.js';

const mistakesOf = (shape: Parameters<typeof readEnv>[0], source: Record<string, string>) => {
  try {
    readEnv(shape, source);
  } catch (error) {
    if (error instanceof EnvError) return error.mistakes;
    throw error;
  }
  return [];
};

describe('the configuration of a process', () => {
  it('is told with all its mistakes at once, and never with a value', () => {
    const mistakes = mistakesOf(
      { ...commonEnv, WAIT_MS: int(5), OPEN: flag(true) },
      { PORT: '70000', WAIT_MS: 'soon', OPEN: 'maybe', SESSION_REDIS_URL: 'http://user:hunter2@host' },
    );
    expect(mistakes.map((mistake) => mistake.split(':')[0]).sort()).toEqual([
      'OPEN',
      'PORT',
      'REDIS_URL',
      'SESSION_REDIS_URL',
      'WAIT_MS',
    ]);
    expect(mistakes.join()).toContain('REDIS_URL: is required');
    expect(mistakes.join()).not.toContain('hunter2');
  });

  it('takes an empty variable for an unset one', () => {
    expect(
      readEnv({ WAIT_MS: int(5), OPEN: flag(true), HOSTS: list('a, b') }, { WAIT_MS: '', OPEN: '' }),
    ).toEqual({
      WAIT_MS: 5,
      OPEN: true,
      HOSTS: ['a', 'b'],
    });
  });

  it('uses one Redis for everything unless more are named', () => {
    const source = { PORT: '4000', REDIS_URL: 'redis://a:1' };
    expect(readEnv(commonEnv, source)).toMatchObject({
      QUEUE_REDIS_URL: 'redis://a:1',
      SESSION_REDIS_URL: 'redis://a:1',
    });
    expect(readEnv(commonEnv, { ...source, QUEUE_REDIS_URL: 'rediss://b:2' })).toMatchObject({
      QUEUE_REDIS_URL: 'rediss://b:2',
      SESSION_REDIS_URL: 'redis://a:1',
    });
  });
});
