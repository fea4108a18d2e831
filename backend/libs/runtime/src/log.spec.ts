import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { redaction } from './log.js';

describe('a log line', () => {
  it('holds no secret and no text of a message', () => {
    let text = '';
    const sink = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
    const logger = pino({ redact: redaction }, sink);
    logger.info({ password: 's1', args: { refreshToken: 's2', message: { content: 's3' } } }, 'x');
    logger.info({ req: { headers: { authorization: 's4', cookie: 's5' } } }, 'x');
    expect(text).not.toMatch(/s[1-5]/);
    expect(text).toContain('[redacted]');
  });
});
