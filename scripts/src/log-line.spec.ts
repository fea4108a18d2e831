import { describe, expect, it } from '@jest/globals';
import { redact, shortLine } from './log-line.js';

describe('a line of a child', () => {
  it('of a service: its message and its fields, without what the prefix says already', () => {
    const line =
      '{"level":"info","time":"2026-11-20T11:00:00Z","instance":"sender-1","msg":"ready","port":4002}';
    expect(shortLine('sender-1', line)).toEqual({ level: 'info', text: 'ready port=4002' });
  });

  it('with an error: its message, not its stack', () => {
    const line =
      '{"level":50,"msg":"flush failed","err":{"type":"Error","message":"gone","stack":"Error: gone\\n at x"}}';
    expect(shortLine('sender-1', line)).toEqual({ level: 'error', text: 'flush failed err=gone' });
  });

  it('that is no JSON after all is shown as it is', () => {
    expect(shortLine('user-1', '{half')).toEqual({ level: 'info', text: '{half' });
  });

  it.each([
    ['postgres', '2026-11-20 UTC [1] LOG:  checkpoint starting', 'debug'],
    ['postgres', '2026-11-20 UTC [1] FATAL:  could not open file', 'error'],
    ['redis', '12:M 20 Nov 2026 11:00:00.000 # Server initialized', 'debug'],
    ['redis', '12:M 20 Nov 2026 11:00:00.000 # Bad file format reading the append only file', 'warn'],
    ['nginx', '2026/11/20 [error] 1#1: connect() failed (111: Connection refused)', 'debug'],
    ['nginx', '2026/11/20 [emerg] 1#1: bind() failed', 'warn'],
  ])('of %s is as loud as it matters: %s', (child, line, level) => {
    expect(shortLine(child, line).level).toBe(level);
  });
});

describe('what is shown never contains', () => {
  it('the password of a URL', () => {
    expect(redact('connecting to postgres://postgres:s3cret@127.0.0.1:4501/converge')).not.toContain(
      's3cret',
    );
    expect(redact('redis://:s3cret@cache:6379')).not.toContain('s3cret');
  });

  it('a token', () => {
    expect(redact('authorization: Bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln')).toBe(
      'authorization: Bearer <token>',
    );
  });

  it('a private key', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----';
    expect(redact(`key ${key}`)).toBe('key <private key>');
  });

  it('anything else is left alone', () => {
    expect(redact('http://localhost:3000/sender/2/graphql')).toBe('http://localhost:3000/sender/2/graphql');
  });
});
