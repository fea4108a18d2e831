import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './log.js';

/** A logger, and the lines that it has written. */
function logging(level = 'info') {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: createLogger({ id: 'sender-1' }, level, sink), lines };
}

describe('a log line', () => {
  it('names its level, its time and its instance', () => {
    const { logger, lines } = logging();
    logger.info({ requestId: 'r-1' }, 'hello');
    expect(JSON.parse(lines[0]!)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      instance: 'sender-1',
      requestId: 'r-1',
      msg: 'hello',
    });
  });

  it('holds no secret and no text of a message', () => {
    const { logger, lines } = logging();
    logger.info({ password: 's1', args: { refreshToken: 's2', message: { content: 's3' } } }, 'x');
    logger.info({ req: { headers: { authorization: 's4', cookie: 's5' } } }, 'x');
    expect(lines.join('')).not.toMatch(/s[1-5]/);
    expect(lines.join('')).toContain('[redacted]');
  });

  it('tells why a store failed, and nothing of what the store was asked with', () => {
    const { logger, lines } = logging();
    const ofRedis = Object.assign(new Error('OOM command not allowed'), {
      command: { name: 'evalsha', args: ['key', '{"content":"dear diary"}'] },
    });
    const ofPostgres = Object.assign(new Error('canceling statement', { cause: ofRedis }), {
      ...{ code: '57014', query: 'INSERT …', parameters: ['dear diary'] },
      driverError: { detail: 'Failing row contains (dear diary).' },
    });
    logger.warn({ err: new AggregateError([ofPostgres]) }, 'x');
    expect(lines[0]).not.toContain('dear diary');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      err: { errors: [{ code: '57014', cause: { message: 'OOM command not allowed' } }] },
    });
  });
});
